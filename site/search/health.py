"""The state of search, in one line, for who watches over the site."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from search.engines.base import SearchEngine
from search.engines.choice import engines
from search.outbox import is_rebuilding, waiting

LATE = timedelta(minutes=10)
"""A document that waits longer than this means that no worker runs, or that an engine refuses it."""


def search_health() -> tuple[bool, str]:
    """Return whether every engine answers, is up to date and moves, and a line that says so."""
    states = [_engine_health(engine) for engine in engines()]
    return all(ok for ok, _text in states), "; ".join(text for _ok, text in states)


def _engine_health(engine: SearchEngine) -> tuple[bool, str]:
    state = engine.health()
    parts = [state.text]
    late = waiting(engine.name).filter(created__lt=timezone.now() - LATE).count()
    if late:
        parts.append(f"{late} waiting for more than ten minutes")
    # Elsewhere the engine tells by itself.
    old = engine.outdated() if state.ok and engine.excludes_waiting else []
    if old:
        parts.append(f"to be rebuilt: {'; '.join(old)}")
    if is_rebuilding(engine.name):
        parts.append("a rebuild is under way")
    return state.ok and not late and not old, ", ".join(parts)
