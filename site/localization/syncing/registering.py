"""What syncing registers with the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plugins.hooks import add_action

OFTEN = timedelta(minutes=10)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Imports link pages as translations and know nothing of this room: they are adopted afterwards, some at a time."""
    from localization.syncing.adopting import translations_adopt_waiting

    register("localization.adopt", every=OFTEN, run=translations_adopt_waiting)


def register() -> None:
    """Called once when the room is ready."""
    from localization.syncing import receivers

    receivers.connect()
    add_action("scheduled_jobs", on_scheduled_jobs)
