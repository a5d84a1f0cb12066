"""The screen of plugins in the admin."""
