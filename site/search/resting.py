"""An engine that does not answer is left alone for a while, longer each time."""

from __future__ import annotations

import logging
import time

from django.core.cache import cache

logger = logging.getLogger(__name__)

FIRST, LONGEST = 5.0, 300.0
"""Seconds of the first rest and of any later one; each is twice as long as the one before."""


def is_resting(engine_name: str) -> bool:
    """Tell whether an engine has failed lately and its rest is not over. Shared by all processes that share the cache."""
    until, _seconds = _read(engine_name)
    return time.time() < until


def rest(engine_name: str) -> float:
    """Note a failure; return the seconds of the rest."""
    _until, last = _read(engine_name)
    seconds = min(max(FIRST, last * 2), LONGEST)
    try:
        cache.set(_key(engine_name), (time.time() + seconds, seconds), timeout=2 * LONGEST)
    except Exception as error:  # a cache that does not answer is no reason to stop writing
        logger.warning("search: the cache does not answer (%s)", type(error).__name__)
    return seconds


def woke(engine_name: str) -> None:
    """Note that an engine has answered."""
    if _read(engine_name) != (0.0, 0.0):
        cache.delete(_key(engine_name))


def _read(engine_name: str) -> tuple[float, float]:
    try:
        until, seconds = cache.get(_key(engine_name)) or (0.0, 0.0)
    except Exception as error:  # as above
        logger.warning("search: the cache does not answer (%s)", type(error).__name__)
        return 0.0, 0.0
    # A clock that was set back must not lengthen a rest.
    return min(until, time.time() + LONGEST), seconds


def _key(engine_name: str) -> str:
    return f"search-rest-{engine_name}"
