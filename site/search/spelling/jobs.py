"""What is done again and again: new words each minute, a count of all words each night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plugins.hooks import add_action
from search.spelling.refreshing import vocabulary_refresh


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Answer the scheduler. The minute's run asks for the last document's id and is done where nothing was written."""
    register("search.vocabulary", every=timedelta(minutes=1), run=vocabulary_refresh)
    register("search.vocabulary.count", every=timedelta(days=1), run=lambda: vocabulary_refresh(full=True))


def connect() -> None:
    """Tell the scheduler; called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)
