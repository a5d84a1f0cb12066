"""What a call of a plugin may change around the page that is being made: the language and the time zone of the thread.

A callback that calls `translation.activate("ar")` would turn the rest of the page. Django keeps both in asgiref's Local, which
puts a new object into a context variable at each change: whether it is still the same one is known in 30 ns, while
`get_language()` takes twenty times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import trans_real

Surroundings = tuple[Any, Any]


def readers() -> tuple[Callable[[None], Any], Callable[[None], Any]]:
    """Return what reads the language and what reads the time zone, for one run.

    They are asked for each time: Django puts another Local in place of the one for languages when its settings change.
    Names of Django's and asgiref's own; a test fails where they are others.
    """
    return trans_real._active._storage._data.get, timezone._active._storage._data.get  # type: ignore[attr-defined]


def surroundings() -> Surroundings:
    """Return what counts now, for `put_back`."""
    language, zone = readers()
    return language(None), zone(None)


def put_back(before: Surroundings) -> None:
    """Let language and time zone be those of `before`, in the same thread. Does nothing where they still are."""
    language, zone = trans_real._active._storage._data, timezone._active._storage._data  # type: ignore[attr-defined]
    if language.get(None) is not before[0]:
        language.set(before[0])
    if zone.get(None) is not before[1]:
        zone.set(before[1])
