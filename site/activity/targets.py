"""Which pages there are to be read: a room above knows. Without one nothing is counted."""

from __future__ import annotations

from collections.abc import Callable

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
