"""What editors decide about a failed query."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from content.audiences import Audience, reader_for
from search.log.queue import OPEN_STATES
from search.log.retesting import retest_one
from search.models import FailedQuery
from search.models.log import Side

Status = FailedQuery.Status


def failed_answer(*, failed: FailedQuery, answer: str, page: Any = None) -> None:
    """Note that an editor answered a query by a synonym, a promoted page or a new article (FailedQuery.Answer).

    Call it after the rule or page was saved. The query is asked again when the transaction ends, and closed if that
    helped; a page that is still a draft helps when it is published. Raises ValueError for an unknown answer.
    """
    if answer not in FailedQuery.Answer.values:
        raise ValueError(f"{answer!r} is no way to answer a failed query.")
    failed.status, failed.answer, failed.answer_page_id = Status.ANSWERED, answer, page.pk if page else None
    failed.save(update_fields=["status", "answer", "answer_page"])
    transaction.on_commit(lambda: retest_one(failed), robust=True)


def failed_dismiss(*, pks: Collection[int]) -> int:
    """Take open queries off the list for good: they stay dismissed however often they fail. Returns how many."""
    return FailedQuery.objects.filter(pk__in=pks, status__in=OPEN_STATES).update(status=Status.DISMISSED)


def failed_reopen(*, pks: Collection[int]) -> int:
    """Put dismissed, answered or closed queries back on the list. Returns how many."""
    settled = FailedQuery.objects.filter(pk__in=pks).exclude(status=Status.OPEN)
    return settled.update(status=Status.OPEN, answer="", answer_page=None)


def sees_internal(user: Any) -> bool:
    """Tell whether somebody may read what agents search."""
    return reader_for(user).level >= Audience.AGENT


def failed_visible_to(user: Any) -> QuerySet[FailedQuery]:
    """Return the failed queries that somebody may see: what agents search is for agents."""
    found = FailedQuery.objects.all()
    return found if sees_internal(user) else found.filter(side=Side.PUBLIC)
