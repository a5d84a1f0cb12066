"""How often this process answered in which way; whoever measures reads it."""

from __future__ import annotations

from collections import Counter

_counts: Counter[str] = Counter()

HIT, SHARED_HIT, NOT_MODIFIED, WITHOUT_DATABASE, KEPT, NOT_KEPT, PASSED = WAYS = (
    "hit",
    "shared_hit",
    "not_modified",
    "without_database",
    "kept",
    "not_kept",
    "passed",
)
"""From memory; from Redis; 304, which is one of those two as well; while the database is away; made and kept; made and not
kept; not asked for here."""


def count(way: str) -> None:
    """Count one request. Two threads at the same instant may be one: that is no matter here."""
    _counts[way] += 1


def page_cache_counts() -> dict[str, int]:
    """Return how many requests since the start of the process were answered in each way."""
    return {way: _counts[way] for way in WAYS}
