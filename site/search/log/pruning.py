"""Forgetting: what is older than the setting allows goes, from the log and from the list made of it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from search.models import FailedQuery, SearchLogEntry

BATCH = 1000
"""Rows that go at a time: who writes meanwhile waits for one batch, not for all of it."""


def retention() -> timedelta:
    """Return how long a search is kept."""
    return timedelta(days=settings.SANAD_SEARCH_LOG_DAYS)


def log_prune() -> int:
    """Delete what is too old; return how many searches went. It can be stopped at any time and goes on the next time.

    A failed query that nobody has typed in all that time goes too, with what editors decided about it: its text is what
    readers typed, however harmless. When it is asked again, it is asked anew.
    """
    oldest = timezone.now() - retention()
    too_old = SearchLogEntry.objects.filter(created__lt=oldest).order_by("created").values_list("pk", flat=True)
    deleted = 0
    while batch := list(too_old[:BATCH]):
        deleted += SearchLogEntry.objects.filter(pk__in=batch).delete()[0]
    FailedQuery.objects.filter(last_seen__lt=oldest).delete()
    return deleted
