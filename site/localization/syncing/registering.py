"""What syncing registers with the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plugins.hooks import add_action

OFTEN = timedelta(minutes=10)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Imports link pages as translations and know nothing of this room: they are adopted afterwards, some at a time.

    What should have been closed by the worker, and was not, is closed; what it failed to merge with its source is tried again.
    """
    from localization.syncing.adopting import translations_adopt_waiting
    from localization.syncing.closing import translations_close_following
    from localization.syncing.late import sources_sync_late

    register("localization.adopt", every=OFTEN, run=translations_adopt_waiting)
    register("localization.close", every=OFTEN, run=translations_close_following)
    register("localization.sync_late", every=OFTEN, run=sources_sync_late)


def register() -> None:
    """Called once when the room is ready."""
    from localization.syncing import moving, receivers

    moving.connect()
    receivers.connect()
    add_action("scheduled_jobs", on_scheduled_jobs)
