"""What there is to be read and to be opened: rooms above know. Without them nothing is counted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpRequest

Reading = Callable[[HttpRequest, int], int]
_readings: list[Reading] = []


def register_reading(reading: Reading) -> None:
    """Let a room tell which page is read: from the request and an id to the id that counts, or 0 when there is no such page.

    It answers 0 too for a page that this reader may not open. The id that counts is another one where a page shows the
    text of another.
    """
    _readings.append(reading)


def page_read(request: HttpRequest, page_id: int) -> int:
    """Return the id of the page that is counted; 0 when there is none for this reader."""
    return next((found for reading in _readings if (found := reading(request, page_id))), 0)


@dataclass(frozen=True)
class Openable:
    """Things that stand closed on pages until a reader opens them.

    `name` stands in the address of the beacon, `number` in the counts: neither may ever change. `for_reader` returns those of
    some ids that this reader may have before them. `opened` is told of them when they are counted, perhaps more than once
    for one reader.
    """

    name: str
    number: int
    for_reader: Callable[[HttpRequest, Collection[int]], Collection[int]]
    opened: Callable[[Collection[int]], None]


FIRST_NUMBER = 10
"""Those below are what readers do with pages."""
_openables: dict[str, Openable] = {}


def register_openable(openable: Openable) -> None:
    """Have openings of these things counted. Raises ValueError for a number that pages or other things have."""
    others = {each.number for name, each in _openables.items() if name != openable.name}
    if openable.number < FIRST_NUMBER or openable.number in others:
        raise ValueError(f"{openable.number} is taken.")
    _openables[openable.name] = openable


def openable_named(name: str) -> Openable | None:
    """Return what was registered under a name."""
    return _openables.get(name)
