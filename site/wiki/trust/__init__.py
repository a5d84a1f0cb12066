"""Whether a wiki page can be relied on: verified until when and by whom, in force or not."""
