"""From when on a page is no longer fresh."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from django.utils import timezone


def due_date(
    *, verified_until: date | None, reviewed_on: date | None, published_at: datetime | None, months: int | None
) -> date | None:
    """Return the first day on which a page is due for review; None when it never is.

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
