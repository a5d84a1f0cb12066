"""What readers say about questions of the library, and which of them they open."""
