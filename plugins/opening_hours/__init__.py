"""Opening hours, a plugin for Sanad."""
