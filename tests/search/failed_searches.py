"""Entries of the queue of failed searches, for the tests of those who answer them."""

from __future__ import annotations

from search.models import FailedQuery


def failed(text: str = "zeppelin", **fields) -> FailedQuery:
    """Put a query into the queue that found nothing a few times."""
    return FailedQuery.objects.create(
        **{"text": text, "key": text[:300], "language": "en", "without_results": 3, "last_week": 2, **fields}
    )
