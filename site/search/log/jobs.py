"""What the scheduler does with the log, and what it listens to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plugins.hooks import add_action
from search.log.pruning import log_prune
from search.log.queue import failed_queue_refresh
from search.log.retesting import retest_outdated

QUEUE_EVERY = timedelta(minutes=10)
QUEUE_WITHIN = timedelta(hours=2)
"""Several runs and the time that a reader has for a click: what was asked before was counted before."""
RECOUNT_EVERY = timedelta(hours=12)
"""Trends are told in days."""
PRUNE_EVERY = timedelta(hours=6)
"""A retention of so many days is kept to within a quarter of one."""


def refresh_and_retest() -> None:
    """Bring what was searched of late up to date, then ask what has not been asked since the last publish."""
    failed_queue_refresh(within=QUEUE_WITHIN)
    retest_outdated()


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Keep the queue up to date and forget what is old."""
    register("search.failed", every=QUEUE_EVERY, run=refresh_and_retest)
    register("search.failed_recount", every=RECOUNT_EVERY, run=failed_queue_refresh)
    register("search.log_prune", every=PRUNE_EVERY, run=log_prune)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)
