"""Open answers, a plugin for Sanad."""
