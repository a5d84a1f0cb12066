"""Code in texts: its languages, and its colours."""
