"""From when on an article is no longer fresh. Stored with each article, so that lists of thousands need one index."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from kb.models import ArticlePage, CategoryPage, ReviewSettings
from search.outbox import outbox_add

AT_ONCE = 500


def due_date(
    *, verified_until: date | None, reviewed_on: date | None, published_at: datetime | None, months: int | None
) -> date | None:
    """Return the first day on which an article is due for review; None when it never is.

    An explicit date overrules the interval, which counts from the last review or, before the first one, from publication.
    """
    if verified_until is not None:
        return verified_until + timedelta(days=1)
    start = reviewed_on or (timezone.localdate(published_at) if published_at else None)
    return months_later(start, months) if start and months else None


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_refresh(*, path: str = "", only_itself: bool = False) -> list[int]:
    """Bring the stored dates of the articles at and below a tree path up to date; return the ids of those that changed.

    Search is told of the articles that became stale, or fresh again. Safe to repeat.
    """
    wanted = ArticlePage.objects.filter(path=path) if only_itself else ArticlePage.objects.filter(path__startswith=path)
    intervals = _intervals(path)
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
                ArticlePage.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(review_due=due)
        outbox_add(page_ids=flipped)
    return [pk for ids in groups.values() for pk in ids]


def _intervals(path: str) -> dict[str, int]:
    """Return the months that categories at, above and below a path ask for, by their paths, and the site's own by ""."""
    said = CategoryPage.objects.filter(review_months__isnull=False)
    found = {place: months or 0 for place, months in said.values_list("path", "review_months") if _is_related(place, path)}
    default = ReviewSettings.objects.values_list("default_months", flat=True).first()
    return {"": default or 0, **found}


def _is_related(place: str, path: str) -> bool:
    return place.startswith(path) or path.startswith(place)


def _nearest(place: str, intervals: dict[str, int]) -> int:
    steps: Iterable[int] = range(len(place) - Page.steplen, 0, -Page.steplen)
    return next((intervals[place[:end]] for end in steps if place[:end] in intervals), intervals[""])


def _is_past(due: date | None, today: date) -> bool:
    return due is not None and due <= today


def staleness_tell(*, today: date | None = None, days: int = 3) -> None:
    """Tell search of the articles that became stale by the mere passing of time.

    Over more days than one: a scheduler that stood still for a weekend loses nothing.
    """
    today = today or timezone.localdate()
    since: Any = today - timedelta(days=days)
    ids = ArticlePage.objects.filter(review_due__gt=since, review_due__lte=today).values_list("pk", flat=True)
    outbox_add(page_ids=list(ids))
