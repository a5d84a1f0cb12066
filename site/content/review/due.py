"""The day on which a page is due. Stored with each page, so that lists of thousands need one index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from content.models import HelpPage
from content.review.dates import due_date
from content.review.kinds import ReviewedKind, kind_of, reviewed_kinds
from content.signals import freshness_changed

AT_ONCE = 500


def due_refresh(*, path: str = "", page: HelpPage | None = None) -> list[int]:
    """Bring the stored dates of the pages at and below a tree path up to date, or that of one page alone; return the ids of
    those that changed.

    Search is told of the pages that became stale, or fresh again. Safe to repeat.
    """
    if page is not None:
        kind = kind_of(page)
        return _refresh(kind, page.path, only_itself=True) if kind else []
    return [pk for kind in reviewed_kinds() for pk in _refresh(kind, path)]


def _refresh(kind: ReviewedKind, path: str, *, only_itself: bool = False) -> list[int]:
    rows = kind.model._base_manager
    wanted = rows.filter(path=path) if only_itself else rows.filter(path__startswith=path)
    intervals = _intervals(kind, path)
    names = ("pk", "path", "review_months", "verified_until", "reviewed_on", "first_published_at", "review_due")
    today, groups, flipped = timezone.localdate(), defaultdict[date | None, list[int]](list), []
    for pk, place, months, until, reviewed, published, stored in wanted.values_list(*names).iterator():
        months = _nearest(place, intervals) if months is None else months
        due = due_date(verified_until=until, reviewed_on=reviewed, published_at=published, months=months)
        if due != stored:
            groups[due].append(pk)
            if _is_past(due, today) != _is_past(stored, today):
                flipped.append(pk)
    with transaction.atomic():
        for due, ids in groups.items():
            for start in range(0, len(ids), AT_ONCE):
                rows.filter(pk__in=ids[start : start + AT_ONCE]).update(review_due=due)
        freshness_tell(flipped)
    return [pk for ids in groups.values() for pk in ids]


def freshness_tell(page_ids: Iterable[int]) -> None:
    """Say that pages became stale, or fresh again; inside the transaction in which they did."""
    if ids := list(page_ids):
        freshness_changed.send(sender=HelpPage, page_ids=ids)


def _intervals(kind: ReviewedKind, path: str) -> dict[str, int]:
    """Return the months that pages at, above and below a path ask for, by their paths, and the site's own by ""."""
    said = kind.carrier._base_manager.filter(review_months__isnull=False)
    found = {place: months or 0 for place, months in said.values_list("path", "review_months") if _is_related(place, path)}
    return {"": kind.default_months() or 0, **found}


def _is_related(place: str, path: str) -> bool:
    return place.startswith(path) or path.startswith(place)


def _nearest(place: str, intervals: dict[str, int]) -> int:
    steps: Iterable[int] = range(len(place) - Page.steplen, 0, -Page.steplen)
    return next((intervals[place[:end]] for end in steps if place[:end] in intervals), intervals[""])


def _is_past(due: date | None, today: date) -> bool:
    return due is not None and due <= today


def staleness_tell(*, today: date | None = None, days: int = 3) -> None:
    """Tell search of the pages that became stale by the mere passing of time.

    Over more days than one: a scheduler that stood still for a weekend loses nothing.
    """
    today = today or timezone.localdate()
    since: Any = today - timedelta(days=days)
    for kind in reviewed_kinds():
        stale = kind.model._base_manager.filter(review_due__gt=since, review_due__lte=today)
        freshness_tell(stale.values_list("pk", flat=True))
