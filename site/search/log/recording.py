"""Writing the log: one row for each search, and the first click on what it showed. Never in the reader's way."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.db import Error, IntegrityError, models, transaction
from django.utils import timezone

from activity.brief import brief_write
from search.grammar import parse
from search.hooks import search_logged
from search.log.texts import is_worth_storing, merge_key, scrubbed
from search.models import SearchLogEntry
from search.models.log import Side

logger = logging.getLogger(__name__)

TOKEN_AGE = timedelta(days=1)
"""A result page that stays open longer tells nothing by a click any more."""
CHAIN_AGE = timedelta(hours=3)
"""A page in which nothing was typed for that long begins a new search, whatever chain it names."""
LAST_PLACE = 1000
"""Places that can be clicked: a hundred pages of ten results."""
WARN_EVERY = 60.0
"""Seconds between two warnings: a full disk shall not fill what is left of it."""

_signer = TimestampSigner(salt="search.click")
_VIAS = frozenset(SearchLogEntry.Via.values)
_MOST_RESULTS = 1_000_000_000
_warned = {"at": -WARN_EVERY}


def search_log(
    *,
    text: str,
    language: str,
    side: str,
    results: int,
    via: str,
    chain: str | uuid.UUID | None = None,
    stood_in: bool = False,
) -> str:
    """Store a search, without anything about who searched, and return the token by which a click on it is told.

    `chain` is a random UUID of the page in which it was typed: a later text of the same chain takes the place of the
    earlier one, for it is the same search, further typed. Suggestions never take the place of a search that was sent.
    Garbage for a chain counts as none. "" is returned when nothing was stored: for less than two letters, for operators
    alone, for a text of nothing but personal data (what the chain held before goes as well), and when the database does
    not take it.
    """
    clean = scrubbed(text)
    # Operators alone ask for a list: there is nothing that an editor could write an article about.
    is_stored = is_worth_storing(clean) and not parse(clean).only_narrows
    key = merge_key(clean, language) if is_stored else ""
    fields: dict[str, Any] = {
        "language": language[:20],
        "side": Side.INTERNAL if side == Side.INTERNAL else Side.PUBLIC,
        "via": via if via in _VIAS else SearchLogEntry.Via.API,
        "text": clean,
        "key": key,
        "results": min(max(results, 0), _MOST_RESULTS),
        "stood_in": stood_in,
    }
    try:
        with brief_write():
            stored = _store(_uuid(chain), fields)
    except Error as error:
        _warn(error)
        return ""
    if stored is None:
        return ""
    if fields["via"] != SearchLogEntry.Via.SUGGEST:
        told = {name: fields[name] for name in ("text", "language", "side", "results", "via")}
        search_logged(**told)
    return _signer.sign(stored.hex)


def click_log(*, token: str, place: int) -> bool:
    """Store which result of a search was clicked first, 1 for the topmost; tell whether the token and the place are good.

    Later clicks of the same search change nothing. A search that is forgotten by now, or a database that does not take
    it, is no fault of the reader's.
    """
    try:
        chain = _uuid(_signer.unsign(token, max_age=TOKEN_AGE))
    except BadSignature:
        return False
    if chain is None or not 1 <= place <= LAST_PLACE:
        return False
    try:
        with brief_write():
            SearchLogEntry.objects.filter(chain=chain, clicked_at__isnull=True).update(clicked_at=place)
    except Error as error:
        _warn(error)
    return True


def _store(chain: uuid.UUID | None, fields: dict[str, Any]) -> uuid.UUID | None:
    """Bring the row of a chain up to date, or begin one; return the chain of the row that has this text."""
    if chain is None:
        return _begin(uuid.uuid4(), fields) if fields["key"] else None
    same = SearchLogEntry.objects.filter(chain=chain, created__gt=timezone.now() - CHAIN_AGE)
    is_suggestion = fields["via"] == SearchLogEntry.Via.SUGGEST
    if is_suggestion:
        same = same.filter(via=SearchLogEntry.Via.SUGGEST)
    if not fields["key"]:
        same.delete()
        return None
    if _replace(same, fields):
        return chain
    try:
        with transaction.atomic():
            return _begin(chain, fields)
    except IntegrityError:
        # Its row was written this very moment; or it is one that stays: that of a search, when this is a suggestion, or an
        # old one, when somebody follows an address with a chain in it.
        if _replace(same, fields):
            return chain
        return None if is_suggestion else _begin(uuid.uuid4(), fields)


def _begin(chain: uuid.UUID, fields: dict[str, Any]) -> uuid.UUID:
    SearchLogEntry.objects.create(chain=chain, **fields)
    return chain


def _replace(rows: models.QuerySet[SearchLogEntry], fields: dict[str, Any]) -> bool:
    """Put the newer text in place; a click stays with the query it was made for."""
    kept_click = models.Case(models.When(key=fields["key"], then=models.F("clicked_at")), default=None)
    return rows.update(clicked_at=kept_click, **fields) > 0


def _uuid(chain: str | uuid.UUID | None) -> uuid.UUID | None:
    """Return the chain as a UUID; None for anything else."""
    if not chain or len(str(chain)) > 36:
        return None
    try:
        return uuid.UUID(str(chain))
    except ValueError:
        return None


def _warn(error: Error) -> None:
    """Say that the log is not written, now and then, and never what was searched: the database's words may quote it."""
    if time.monotonic() - _warned["at"] >= WARN_EVERY:
        _warned["at"] = time.monotonic()
        logger.warning("search: the log of searches could not be written: %s", type(error).__name__)
