"""What a wiki page said before, for everybody who reads it: the versions that were published, and what changed between two."""
