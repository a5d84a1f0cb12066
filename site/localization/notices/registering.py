"""What notices register with the room."""

from __future__ import annotations


def register() -> None:
    """Called once when the room is ready."""
    from localization.notices import personal, tasks

    tasks.connect()
    personal.register()
