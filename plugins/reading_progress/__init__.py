"""Reading progress, a plugin for Sanad."""
