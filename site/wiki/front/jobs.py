"""What the pages for readers have done again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plugins.hooks import add_action
from wiki.handbook.services import handbooks_prune
from wiki.marks.recent import recent_prune
from wiki.watching.digests import digests_send

EVERY_FIVE_MINUTES = timedelta(minutes=5)
HOURLY = timedelta(hours=1)
DAILY = timedelta(days=1)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    register("wiki.digests", every=EVERY_FIVE_MINUTES, run=digests_send)
    register("wiki.recent", every=DAILY, run=recent_prune)
    register("wiki.handbooks", every=HOURLY, run=handbooks_prune)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)
