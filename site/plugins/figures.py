"""How often and how long the code of plugins runs in this process, place by place. For the details page of a plugin."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from django.conf import settings


class Figures:
    """What is known of one plugin at one place, such as a hook. Added to without a lock: a lost step does no harm."""

    __slots__ = ("calls", "errors", "mark", "owner", "seconds", "slow", "slowest", "where")

    def __init__(self, owner: str, where: str) -> None:
        self.owner = owner
        self.where = where
        self.calls = 0
        self.errors = 0
        self.seconds = 0.0
        self.slowest = 0.0
        self.slow = 0
        self.mark = 0.0  # seconds from which on a run is noted: the slowest so far, at most what counts as slow

    def add(self, seconds: float) -> None:
        """Count one call that took so long."""
        self.calls += 1
        self.seconds += seconds
        if seconds > self.mark:
            self.note(seconds)

    def note(self, seconds: float) -> None:
        """Remember a run that was slower than all before, or slow."""
        slow = settings.SANAD_PLUGIN_SLOW_MS / 1000
        self.slowest = max(self.slowest, seconds)
        self.slow += seconds >= slow
        self.mark = min(self.slowest, slow)


@dataclass(frozen=True, slots=True)
class Statistic:
    """What a plugin cost at one place since this process started. Times are in milliseconds of the clock on the wall.

    Callbacks of a plugin that follow one another in a hook are timed as one run, as all of them hold the page up.
    """

    where: str
    calls: int
    mean: float  # a call
    slowest: float  # a run
    slow: int  # runs that took SANAD_PLUGIN_SLOW_MS or longer
    errors: int


_all: dict[tuple[str, str], Figures] = {}
_lock = threading.Lock()


def figures_of(owner: str, where: str) -> Figures:
    """Return the figures of a plugin at a place, new ones at the first question."""
    key = (owner, where)
    found = _all.get(key)
    if found is None:
        with _lock:
            found = _all.setdefault(key, Figures(owner, where))
    return found


def statistics(slug: str) -> list[Statistic]:
    """Return what the plugin cost in this process, what took most time in all first."""
    rows = [each for each in tuple(_all.values()) if each.owner == slug and (each.calls or each.errors)]
    rows.sort(key=lambda each: (-each.seconds, each.where))
    return [
        Statistic(
            where=each.where,
            calls=each.calls,
            mean=1000 * each.seconds / max(each.calls, 1),
            slowest=1000 * each.slowest,
            slow=each.slow,
            errors=each.errors,
        )
        for each in rows
    ]


def forget() -> None:
    """Start from zero, in tests. Figures that a hook has in its hands go on counting, unseen."""
    with _lock:
        _all.clear()
