from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from wiki.recycling.services import recycled_purge

DAILY = timedelta(days=1)


def purge() -> None:
    """Delete for good what was deleted long ago."""
    recycled_purge()


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look every day."""
    register("wiki.recycle_bin", every=DAILY, run=purge)
