"""Puts what stands elsewhere into raw streams before anything else is done with them: reusable texts, questions of the library.

What is put there is like the page's own: its passages are cut for the same readers, its headings are in the table of contents,
its links are followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from content.reusable.resolving import resolved_all as reusable_filled

Raw = Any
Fill = Callable[[Sequence[Raw]], list[Raw]]

_fillers: list[Fill] = [reusable_filled]


def register_filler(fill: Fill) -> None:
    """Let a room put its things into raw streams; it is asked after those that were registered before it.

    `fill` gets many streams and returns as many, the very same object where it has nothing to put, and then asks no query.
    It never changes what it gets.
    """
    if fill not in _fillers:
        _fillers.append(fill)


def filled_all(raws: Sequence[Raw]) -> list[Raw]:
    """Return raw streams with everything in them, some queries for all of them together."""
    filled = list(raws)
    for fill in _fillers:
        filled = fill(filled)
    return filled


def filled(raw: Raw) -> Raw:
    """Return one raw stream with everything in it; the very same object, and no query, where there is nothing to put."""
    return filled_all([raw])[0]
