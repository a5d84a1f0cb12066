"""Telling agents what changed in what they watch: in a list, and by mails as often as they want."""
