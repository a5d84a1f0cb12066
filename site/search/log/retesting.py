"""Whether failed queries find something by now: asked again after every publish, as the readers who failed would ask."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django_tasks import default_task_backend
from wagtail.models import Page

from content.audiences import ANONYMOUS, Audience, Reader
from search.engines.base import EngineError
from search.log.queue import open_entries
from search.models import FailedQuery
from search.models.log import Side
from search.queries import SearchQuery
from search.shown import ShownPage

logger = logging.getLogger(__name__)

AT_ONCE = 500
"""Entries of one run."""
FEW = 20
"""Entries that are tested after every publish, however soon after the one before."""
PAUSE = timedelta(seconds=30)
"""Between two runs of more than a few."""
AFTER_PUBLISH = 5.0
"""Seconds for a run after a publish: other work waits behind it."""
IN_A_REQUEST = 0.5
"""The same where tasks cannot wait: this is then the request of whoever publishes."""
CATCHING_UP = 60.0
"""Seconds for a run of the scheduler."""
AT_LEAST = timedelta(days=1)
"""Rules begin and end by date, pages become public without being published: everything is tested once a day."""
INDEXING = timedelta(minutes=10)
"""After a publish, until when its page may not have been in the index yet."""
TOP = 3
"""Places where an answer has to stand to be seen."""


def failed_retest(*, limit: int = AT_ONCE, seconds: float = CATCHING_UP, before: datetime | None = None) -> int:
    """Ask open and answered queries again, those first that wait longest, and close what is solved; return how many closed.

    `before`: only those that were not tested since. Stops after `seconds`; the next run goes on from there. Nothing of it
    is logged as a search.
    """
    waiting = open_entries() if before is None else _untested_since(before)
    stop = time.monotonic() + seconds
    closed = 0
    for entry in waiting.order_by(F("tested").asc(nulls_first=True), "-last_week", "pk")[:limit]:
        try:
            closed += _retest(entry)
        except EngineError as error:
            logger.warning("search: failed queries could not be tested again: %s", error.reason)
            break
        if time.monotonic() > stop:
            break
    return closed


def retest_one(entry: FailedQuery) -> bool:
    """Ask one query again; tell whether that closed it. Engines that do not answer leave it as it is."""
    try:
        return _retest(entry)
    except EngineError:
        return False


def retest_outdated() -> int:
    """Go on where the runs after publishes did not come to an end; return how many closed."""
    now = timezone.now()
    published = Page.objects.aggregate(last=Max("last_published_at"))["last"]
    return failed_retest(before=max(now - AT_LEAST, min(now, published + INDEXING)) if published else now - AT_LEAST)


def after_outbox() -> None:
    """Call it when pages were written to the engines: failed queries may find them.

    A handful is tested at once. More of them run not more often than every 30 seconds; what is published meanwhile is
    tested by one run after that, where tasks can wait, and by the scheduler otherwise.
    """
    if not (waiting := len(open_entries().values_list("pk")[: FEW + 1])):
        return
    if waiting <= FEW or cache.add("search.retest", 1, PAUSE.total_seconds()):
        failed_retest(seconds=AFTER_PUBLISH if default_task_backend.supports_defer else IN_A_REQUEST)
    elif default_task_backend.supports_defer and cache.add("search.retest.later", 1, PAUSE.total_seconds()):
        from search.log.tasks import retest

        retest.using(run_after=timezone.now() + PAUSE).enqueue()


def _untested_since(moment: datetime) -> QuerySet[FailedQuery]:
    return open_entries().filter(Q(tested__isnull=True) | Q(tested__lt=moment))


def _retest(entry: FailedQuery) -> bool:
    """Note what the query finds now, and close it when that solves it, unless an editor decided meanwhile."""
    from search.selectors import search_pages

    reader = Reader(Audience.AGENT) if entry.side == Side.INTERNAL else ANONYMOUS
    found = search_pages(SearchQuery(entry.text, entry.language), reader)
    top = [hit.page.pk for hit in found.hits[:TOP] if isinstance(hit.page, ShownPage)]
    closes = _is_solved(entry, found.full, top)
    same = FailedQuery.objects.filter(pk=entry.pk, status=entry.status)
    news = {"status": FailedQuery.Status.CLOSED} if closes else {}
    return bool(same.update(results_now=found.full, tested=timezone.now(), **news)) and closes


def _is_solved(entry: FailedQuery, total: int, top: list[int]) -> bool:
    """Tell whether the results are an answer.

    A query that found nothing is solved when it finds something. One that found what nobody opened is solved by readers
    who open something (the queue sees that in the log), or by an editor's answer that shows: the page of the answer stands
    among the first, or there are more results than before it. Results alone prove nothing there, for it had some.
    """
    if entry.without_results and not entry.results_now:
        return total > 0
    if entry.status != FailedQuery.Status.ANSWERED:
        return False
    if entry.answer_page_id:
        return entry.answer_page_id in top
    return entry.tested is not None and total > entry.results_now
