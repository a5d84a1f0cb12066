"""From the log to the editors' queue: which queries find nothing, or nothing that anybody opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from search.hooks import search_failed
from search.models import FailedQuery, SearchLogEntry
from search.models.log import Side

WAIT_FOR_CLICK = timedelta(minutes=30)
"""Until then a reader may still be looking at the results."""
CLICKED_ENOUGH = 0.2
"""Share of searches with a click from which a query counts as answered: an excerpt often tells enough, so many good
results are never opened; when four of five searches are left alone, something is missing."""
WEEK = timedelta(days=7)
BATCH = 1000
"""Queries that are brought up to date in one transaction."""

_Via = SearchLogEntry.Via
# What was sent off: while typing, a word without its end finds nothing, and that says nothing.
_SENT = Q(via__in=(_Via.PAGE, _Via.WIDGET, _Via.API))
_EMPTY = _SENT & Q(results=0)
# Programs do not tell of clicks.
_WITH_RESULTS = Q(via__in=(_Via.PAGE, _Via.WIDGET), results__gt=0)
_CLICKED = _WITH_RESULTS & Q(clicked_at__isnull=False)


@dataclass(frozen=True)
class _Figures:
    """What the log says about one failing query; the fields are those of FailedQuery."""

    without_results: int
    without_click: int
    last_week: int
    week_before: int
    first_seen: datetime
    last_seen: datetime


_Found = dict[str, _Figures]
_NOTHING = {"without_results": 0, "without_click": 0, "last_week": 0, "week_before": 0}


def failed_queue_refresh(*, within: timedelta | None = None) -> int:
    """Bring the queue up to date with the log; return the number of failing queries that were counted.

    Counts each query anew from all its rows, some hundred queries in a transaction, and writes only what changed: it can
    be run twice, stopped at any point, or run beside itself. `within`: only queries that were searched in that time, which
    costs as little as they are; without it all, in one pass along an index, so that trends move on and what was pruned goes.
    """
    now = timezone.now()
    return sum(_refresh(language, side, now, within) for language, _name in settings.LANGUAGES for side in Side.values)


def _refresh(language: str, side: str, now: datetime, within: timedelta | None) -> int:
    entries = SearchLogEntry.objects.filter(language=language, side=side).order_by("key")
    queue = FailedQuery.objects.filter(language=language, side=side)
    count = 0
    for stretch in _all_stretches(entries) if within is None else _recent_stretches(entries, now - within):
        figures = {row["key"]: found for row in _failing(entries.filter(stretch), now) if (found := _figures(row))}
        with transaction.atomic():
            came = _write(language, side, figures, {each.key: each for each in queue.filter(stretch)}, now)
        _tell(language, side, came, figures)
        count += len(figures)
    return count


def _all_stretches(entries: QuerySet[SearchLogEntry]) -> Iterator[Q]:
    """Yield conditions that cut all keys, in their order, into stretches."""
    after = ""
    while last := entries.filter(key__gt=after).values_list("key", flat=True).distinct()[BATCH - 1 : BATCH].first():
        yield Q(key__gt=after, key__lte=last)
        after = last
    yield Q(key__gt=after)


def _recent_stretches(entries: QuerySet[SearchLogEntry], since: datetime) -> Iterator[Q]:
    keys = list(entries.filter(created__gt=since).values_list("key", flat=True).distinct())
    for at in range(0, len(keys), BATCH):
        yield Q(key__in=keys[at : at + BATCH])


def _failing(entries: QuerySet[SearchLogEntry], now: datetime) -> Iterable[Any]:
    """Return, for each key, how often nothing was found and nothing was clicked; keys of which neither is true are left out."""
    shown = _WITH_RESULTS & (Q(created__lte=now - WAIT_FOR_CLICK) | Q(clicked_at__isnull=False))
    unclicked = shown & Q(clicked_at__isnull=True)
    week, before = Q(created__gt=now - WEEK), Q(created__lte=now - WEEK, created__gt=now - 2 * WEEK)
    return (
        entries.values("key")
        .annotate(
            empty=Count("pk", filter=_EMPTY),
            empty_week=Count("pk", filter=_EMPTY & week),
            empty_before=Count("pk", filter=_EMPTY & before),
            first_empty=Min("created", filter=_EMPTY),
            last_empty=Max("created", filter=_EMPTY),
            clicked=Count("pk", filter=_CLICKED),
            clicked_week=Count("pk", filter=_CLICKED & week),
            unclicked=Count("pk", filter=unclicked),
            unclicked_week=Count("pk", filter=unclicked & week),
            unclicked_before=Count("pk", filter=unclicked & before),
            first_unclicked=Min("created", filter=unclicked),
            last_unclicked=Max("created", filter=unclicked),
        )
        .filter(Q(empty__gt=0) | Q(unclicked__gt=0))
    )


def _figures(row: dict[str, Any]) -> _Figures | None:
    """Return the figures of a key; None when it does not fail, because enough of its searches were clicked."""
    counts_clicks = _is_left_alone(row)
    if not row["empty"] and not counts_clicks:
        return None
    kinds = ["empty", "unclicked"] if counts_clicks else ["empty"]
    return _Figures(
        without_results=row["empty"],
        without_click=row["unclicked"] if counts_clicks else 0,
        last_week=sum(row[f"{kind}_week"] for kind in kinds),
        week_before=sum(row[f"{kind}_before"] for kind in kinds),
        first_seen=min(filter(None, (row[f"first_{kind}"] for kind in kinds))),
        last_seen=max(filter(None, (row[f"last_{kind}"] for kind in kinds))),
    )


def _is_left_alone(row: dict[str, Any]) -> bool:
    """Tell whether too few searches with results were clicked: in the last week, or ever when there were none in it.

    The week comes first so that a query that was answered well is not held down by the months before.
    """
    for clicked, unclicked in ((row["clicked_week"], row["unclicked_week"]), (row["clicked"], row["unclicked"])):
        if clicked + unclicked:
            return clicked < CLICKED_ENOUGH * (clicked + unclicked)
    return False


def _write(language: str, side: str, figures: _Found, queue: dict[str, FailedQuery], now: datetime) -> dict[str, str]:
    """Bring a stretch of the queue up to date. Return the keys, with their texts, that came into it, or into it again."""
    changed = {key: found for key, found in figures.items() if key not in queue or not _has(queue[key], found)}
    texts = _texts(language, side, [key for key in changed if key not in queue or queue[key].last_seen != changed[key].last_seen])
    rows = [
        FailedQuery(language=language, side=side, key=key, text=texts.get(key) or queue[key].text, **vars(found))
        for key, found in changed.items()
        if key in texts or key in queue
    ]
    # Neither status nor answer: those are the editors', who may be deciding at this moment.
    FailedQuery.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["language", "side", "key"],
        update_fields=["text", *_Figures.__dataclass_fields__],
    )
    again = [queue[key] for key, found in figures.items() if key in queue and _fails_again(queue[key], found)]
    _reopen(again)
    _close([each for key, each in queue.items() if key not in figures], now)
    return {row.key: row.text for row in rows if row.key not in queue} | {each.key: each.text for each in again}


def _tell(language: str, side: str, came: dict[str, str], figures: _Found) -> None:
    for key, text in came.items():
        searches = figures[key].without_results + figures[key].without_click
        search_failed(text=text, language=language, side=side, searches=searches)


def _has(entry: FailedQuery, figures: _Figures) -> bool:
    return all(getattr(entry, name) == value for name, value in vars(figures).items())


def _texts(language: str, side: str, keys: list[str]) -> dict[str, str]:
    """Return how each query was mostly typed when it failed."""
    entries = SearchLogEntry.objects.filter(language=language, side=side, key__in=keys).filter(_EMPTY | _WITH_RESULTS)
    spelled = entries.values_list("key", "text").annotate(searches=Count("pk")).order_by("searches", "text")
    return {key: text for key, text, _searches in spelled} if keys else {}


def _fails_again(entry: FailedQuery, figures: _Figures) -> bool:
    closed = entry.status == FailedQuery.Status.CLOSED
    return closed and (entry.tested is None or figures.last_seen > entry.tested)


def _reopen(entries: list[FailedQuery]) -> None:
    """Open closed entries. Those that found nothing again forget that there were results, so that they close by the next."""
    if not entries:
        return
    closed = FailedQuery.objects.filter(pk__in=[each.pk for each in entries], status=FailedQuery.Status.CLOSED)
    empty = [each.pk for each in entries if _empty_since(each)]
    closed.filter(pk__in=empty).update(results_now=0)
    closed.update(status=FailedQuery.Status.OPEN, answer="", answer_page=None)


def _empty_since(entry: FailedQuery) -> bool:
    same = SearchLogEntry.objects.filter(_EMPTY, language=entry.language, side=entry.side, key=entry.key)
    return entry.tested is None or same.filter(created__gt=entry.tested).exists()


def _close(entries: list[FailedQuery], now: datetime) -> None:
    """Readers open what they find, or nobody asks any more: the counts go to nought, and what waited is closed."""
    stale = [each.pk for each in entries if any(getattr(each, name) for name in _NOTHING)]
    FailedQuery.objects.filter(pk__in=stale).update(**_NOTHING)
    waiting = FailedQuery.objects.filter(pk__in=[each.pk for each in entries], status__in=OPEN_STATES)
    waiting.update(status=FailedQuery.Status.CLOSED, tested=now)


OPEN_STATES = (FailedQuery.Status.OPEN, FailedQuery.Status.ANSWERED)
LONGEST_WORD = 40
# Scripts without spaces between words: there a run of so many signs is a sentence.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
JUNK = Q(text__regex=rf"[^\s{_UNSPACED}]{{{LONGEST_WORD + 1}}}")
"""With a word that nobody writes: a key held down, or something pasted. It is in no editor's list, and not asked again."""


def open_entries() -> QuerySet[FailedQuery]:
    """Return the entries that wait for an answer, or for the answer to work, as editors see them: without junk."""
    return FailedQuery.objects.filter(status__in=OPEN_STATES).exclude(JUNK)
