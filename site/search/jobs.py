"""What search has done again and again: looking after its engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from plugins.hooks import add_action
from search.outbox import refused_retry
from search.outdated import outdated_engines
from search.tasks import check_and_repair, rebuild_outdated

OFTEN = timedelta(minutes=10)
DAILY = timedelta(days=1)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    add_action("scheduled_jobs", _register)


def _register(register: Callable[..., Any]) -> None:
    register("search.outdated", every=OFTEN, run=look_for_outdated)
    register("search.check", every=DAILY, run=look_for_differences)


def look_for_outdated() -> None:
    """Have engines rebuilt that were made by other code, or for other languages. A task, for it may take its time."""
    if outdated_engines():
        rebuild_outdated.enqueue()


def look_for_differences() -> None:
    """Have engine and database compared and mended, and what was refused for good tried once more."""
    refused_retry()
    check_and_repair.enqueue()
