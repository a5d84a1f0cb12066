"""Reads of this room: how many readers pages had, and how many opened what.

They are up to an hour behind, which is how often readers are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from activity.models import DailyCount, OpenCount

WINDOWS = (7, 30, 90, 365)
"""Days over which readers are summed up for lists."""


@dataclass(frozen=True)
class WindowCounts:
    """Readers of one page over the last 7, 30, 90 and 365 days, and exits to the contact page over the same."""

    views: tuple[int, ...]
    exits: tuple[int, ...]


def view_counts(page_ids: Iterable[int], days: int) -> dict[int, int]:
    """Return how many readers pages had in the last so many days, today included; pages without any are left out. One query."""
    return _sums(DailyCount.objects.filter(page_id__in=list(page_ids)), "views", days)


def exit_counts(page_ids: Iterable[int], days: int) -> dict[int, int]:
    """Return how many readers left pages for the contact page; as `view_counts`."""
    return _sums(DailyCount.objects.filter(page_id__in=list(page_ids)), "exits", days)


def most_viewed(days: int, limit: int) -> list[tuple[int, int]]:
    """Return (page id, readers) of the pages that most have read in the last so many days, the most read first.

    Whoever shows them asks who may see which page: nothing of that is known here.
    """
    rows = DailyCount.objects.filter(day__gt=_before(days)).values("page_id").annotate(total=Sum("views"))
    return list(rows.filter(total__gt=0).order_by("-total", "page_id").values_list("page_id", "total")[:limit])


def window_counts(windows: Sequence[int] = WINDOWS) -> Iterator[tuple[int, WindowCounts]]:
    """Yield the counts of every page that has any, over several windows at once. One query that reads them all: for a job."""
    sums = {
        f"{name}_{days}": Sum(name, filter=Q(day__gt=_before(days)), default=0) for name in ("views", "exits") for days in windows
    }
    rows = DailyCount.objects.filter(day__gt=_before(max(windows))).values("page_id").annotate(**sums).order_by("page_id")
    row: dict[str, int]
    for row in rows.iterator(chunk_size=2000):  # type: ignore[assignment]  # the names of the sums are made above
        views, exits = (tuple(row[f"{name}_{days}"] for days in windows) for name in ("views", "exits"))
        yield row["page_id"], WindowCounts(views, exits)


def open_counts(kind: int, ids: Iterable[int], days: int) -> dict[int, int]:
    """Return how many readers opened things of a kind in the last so many days; what nobody opened is left out. One query."""
    rows = OpenCount.objects.filter(kind=kind, target_id__in=list(ids), day__gt=_before(days)).values("target_id")
    return dict(rows.annotate(total=Sum("readers")).order_by("target_id").values_list("target_id", "total"))


def openings_in(kind: int, days: int) -> models.QuerySet[OpenCount]:
    """Return the counts of things of a kind in the last so many days, for subqueries."""
    return OpenCount.objects.filter(kind=kind, day__gt=_before(days))


def _sums(counts: models.QuerySet[DailyCount], name: str, days: int) -> dict[int, int]:
    rows = counts.filter(day__gt=_before(days)).values("page_id").annotate(total=Sum(name)).filter(total__gt=0)
    return dict(rows.order_by("page_id").values_list("page_id", "total"))


def _before(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
