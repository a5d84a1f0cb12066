"""The state of search, in one line, for who watches over the site."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from search.engines.choice import engines
from search.outbox import waiting

LATE = timedelta(minutes=10)
"""A document that waits longer than this means that no worker runs, or that an engine refuses it."""


def search_health() -> tuple[bool, str]:
    """Return whether every engine answers and the outbox moves, and a line that says so."""
    ok = True
    parts: list[str] = []
    for engine in engines():
        state = engine.health()
        late = waiting(engine.name).filter(created__lt=timezone.now() - LATE).count()
        ok = ok and state.ok and not late
        parts.append(f"{state.text}, {late} waiting for more than ten minutes" if late else state.text)
    return ok, "; ".join(parts)
