"""Counting in this process. Never raises and never waits for another process: what is counted goes on without its number."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

from prometheus_client import Counter, Histogram

from operations.metrics import store
from operations.metrics.catalogue import COUNTED

logger = logging.getLogger(__name__)
_quiet_until = 0.0

Labels = tuple[tuple[str, str], ...]


def count(name: str, **labels: str) -> None:
    """Count one. `name` and the labels are those of the catalogue; in tests a wrong one raises, elsewhere it is logged."""
    _step(name, tuple(sorted(labels.items())))


def counter(name: str, **labels: str) -> Callable[[], None]:
    """Return what counts one of these when it is called: for places that do so thousands of times in a second."""
    return partial(_step, name, tuple(sorted(labels.items())))


def observe(name: str, seconds: float, **labels: str) -> None:
    """Note how long something took, or count it once more."""
    _step(name, tuple(sorted(labels.items())), seconds)


def _step(name: str, labels: Labels, seconds: float | None = None) -> None:
    try:
        child = _child(name, labels)
        if seconds is None:
            child.inc()
        else:
            child.observe(seconds)
    except Exception:
        if store.is_strict():
            raise
        _tell()


def _tell() -> None:
    """Log what went wrong, once a minute: what cannot be counted is often counted thousands of times."""
    global _quiet_until
    if time.monotonic() >= _quiet_until:
        _quiet_until = time.monotonic() + 60
        logger.warning("something could not be counted", exc_info=True)


@lru_cache(maxsize=4096)
def _child(name: str, labels: Labels) -> Any:
    return _metric(name).labels(**dict(labels))


@cache
def _metric(name: str) -> Counter | Histogram:
    entry = COUNTED[name]
    store.open_store()
    if entry.buckets:
        return Histogram(entry.full_name, entry.about, entry.labels, buckets=entry.buckets, registry=None)
    return Counter(entry.full_name, entry.about, entry.labels, registry=None)


def forget() -> None:
    """Begin anew, in tests."""
    _child.cache_clear()
    _metric.cache_clear()
