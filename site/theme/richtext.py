"""Tells the links in rich text which page they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from theme.family import Family

_current: ContextVar[tuple[Family, int] | None] = ContextVar("sanad_links", default=None)


@contextmanager
def links_for(family: Family, locale_id: int) -> Iterator[None]:
    """Expand page links inside this block with the addresses a family knows."""
    token = _current.set((family, locale_id))
    try:
        yield
    finally:
        _current.reset(token)


def current_links() -> tuple[Family, int] | None:
    """Return the family and locale of the page that is being rendered, if there is one."""
    return _current.get()
