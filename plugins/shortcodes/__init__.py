"""Shortcodes, a plugin for Sanad."""
