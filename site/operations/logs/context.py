"""To what a line of the log belongs: a request, a task, a job. Known to all that runs within, in this thread alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_context: ContextVar[dict[str, str] | None] = ContextVar("log_context", default=None)


@contextmanager
def log_context(**facts: str) -> Iterator[None]:
    """Add facts to every line that is logged meanwhile, such as `request=…` or `task=…`."""
    token = _context.set({**current_context(), **facts})
    try:
        yield
    finally:
        _context.reset(token)


def current_context() -> dict[str, str]:
    """Return what is known now."""
    return _context.get() or {}
