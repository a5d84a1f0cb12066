"""How long a question may take as a whole, however many requests an engine needs to answer it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_end: ContextVar[float | None] = ContextVar("search_deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let everything within end after so many seconds, or earlier when something around it is stricter."""
    mine, outer = time.monotonic() + seconds, _end.get()
    token = _end.set(mine if outer is None else min(mine, outer))
    try:
        yield
    finally:
        _end.reset(token)


def seconds_left() -> float | None:
    """Return the seconds until the deadline, never less than 0; None when there is no deadline."""
    end = _end.get()
    return None if end is None else max(0.0, end - time.monotonic())
