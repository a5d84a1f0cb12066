"""Announcement, a plugin for Sanad."""
