"""Queries that many have used with success, offered to who begins to type one."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.signals import request_finished
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from search.analysis import words
from search.grammar import Parsed, parse
from search.log.texts import is_worth_storing, scrubbed
from search.models import SearchLogEntry
from search.models.log import Side

WITHIN = timedelta(days=30)
"""What is asked changes with the seasons of a shop."""
LEAST_SEARCHES = 3
"""Of different pages: what one reader typed, perhaps about themselves, is not shown to others..."""
LEAST_DAYS = 2
"""... nor what they tried again and again in one sitting."""
LONGEST = 60
"""Signs; longer texts are stories, and few type the same story."""
MOST = 500
"""Queries that are kept for each language and side: more would be asked too seldom to be guessed from a prefix."""
FRESH = 300
"""Seconds after which the list is made anew, behind the back of a reader who still gets the old one."""
KEPT = 3600
"""Seconds after which a list that nobody asked for is dropped."""

# Suggestions log unfinished words; programs ask what no reader would.
_TYPED_AND_SENT = (SearchLogEntry.Via.PAGE, SearchLogEntry.Via.WIDGET)

_Entry = tuple[str, tuple[str, ...]]
"""The text and its folded words."""
_due = threading.local()


def popular_queries(prefix: str, language: str, side: str, limit: int) -> list[str]:
    """Return up to `limit` queries that begin with or contain the words of `prefix`, the last of which may be unfinished.

    All of them were searched by several and found something the last time. The public side never sees what agents
    search; agents see both. Reads a cached list; readers wait for it to be made only after it was dropped.
    """
    wanted = words(prefix[: 2 * LONGEST])
    if not wanted or limit < 1:
        return []
    sides = (Side.INTERNAL, Side.PUBLIC) if side == Side.INTERNAL else (Side.PUBLIC,)
    entries = [entry for each in sides for entry in _cached(language[:20], each)]
    beginning = [text for text, found in entries if _begins(found, wanted)]
    return list(dict.fromkeys([*beginning, *(text for text, found in entries if _contains(found, wanted))]))[:limit]


def popular_now(language: str, side: str, limit: int) -> list[str]:
    """Return the queries that were asked most, under the same conditions."""
    sides = (Side.INTERNAL, Side.PUBLIC) if side == Side.INTERNAL else (Side.PUBLIC,)
    return list(dict.fromkeys(text for each in sides for text, _words in _cached(language[:20], each)))[:limit]


def _cached(language: str, side: str) -> list[_Entry]:
    made, entries = cache.get(_cache_key(language, side)) or (0.0, None)
    if entries is None:
        return _make(language, side)
    if time.time() - made > FRESH:
        _due.lists = {*getattr(_due, "lists", ()), (language, side)}
    return list(entries)


def _make(language: str, side: str) -> list[_Entry]:
    entries = _read(language, side)
    cache.set(_cache_key(language, side), (time.time(), entries), KEPT)
    return entries


def _make_due(**_kwargs: Any) -> None:
    """After the answer has gone out, make the lists that were found to be old; one process at a time does it."""
    lists, _due.lists = getattr(_due, "lists", ()), set()
    for language, side in lists:
        if cache.add(f"{_cache_key(language, side)}.making", 1, FRESH):
            _make(language, side)


def connect() -> None:
    """Listen to the end of requests."""
    request_finished.connect(_make_due, dispatch_uid="search.popular")


def _cache_key(language: str, side: str) -> str:
    return f"search.popular.{side}.{language}".replace(" ", "")


def _read(language: str, side: str) -> list[_Entry]:
    """Return what may be shown, the most frequent first. Four queries whose cost grows with the searches of a month."""
    since = timezone.now() - WITHIN
    entries = SearchLogEntry.objects.order_by().filter(language=language, side=side, created__gte=since, via__in=_TYPED_AND_SENT)
    grouped = entries.values("key").annotate(searches=Count("pk"), first=Min("created"), last=Max("created"))
    frequent = grouped.filter(searches__gte=LEAST_SEARCHES).order_by("-searches", "key")[: 2 * MOST]
    last = {row["key"]: row["last"] for row in frequent if (row["last"].date() - row["first"].date()).days + 1 >= LEAST_DAYS}
    texts = _texts(entries.filter(key__in=last))
    successful = _successful(entries.filter(key__in=last), last)
    shown = (texts[key] for key in last if key in successful and key in texts)
    return [(text, tuple(words(text))) for text in dict.fromkeys(shown)][:MOST]


def _texts(entries: QuerySet[SearchLogEntry]) -> dict[str, str]:
    """Return the most frequent spelling of each key, where it can be shown to strangers."""
    spelled = entries.values_list("key", "text").annotate(searches=Count("pk")).order_by("searches", "text")
    best = {key: text for key, text, _searches in spelled}
    cleaned = {key: scrubbed(text) for key, text in best.items() if len(text) <= LONGEST}
    # What a query excludes or narrows costs it no results: anybody could write there what others are to read.
    return {key: text for key, text in cleaned.items() if is_worth_storing(text) and parse(text) == Parsed(text)}


def _successful(entries: QuerySet[SearchLogEntry], last: dict[str, datetime]) -> set[str]:
    """Return the keys that found something when they were searched last."""
    found = entries.filter(created__in=last.values(), results__gt=0).values_list("key", "created")
    return {key for key, created in found if last[key] == created}


def _begins(found: tuple[str, ...], wanted: list[str]) -> bool:
    return " ".join(found).startswith(" ".join(wanted))


def _contains(found: tuple[str, ...], wanted: list[str]) -> bool:
    """Tell whether every whole word is there, and one that begins as the last does."""
    return all(word in found for word in wanted[:-1]) and any(word.startswith(wanted[-1]) for word in found)
