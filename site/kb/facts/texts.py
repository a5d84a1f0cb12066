"""Reads the texts that were published since the last time: how long they are, what they are like, where they link to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from content.filling import filled
from content.locales import code_of
from content.managers import HelpPageQuerySet
from content.models import HelpPage
from content.streams import raw_text
from kb.facts.pages import text_pages
from kb.facts.signatures import signature_of
from kb.models.facts import PageFacts
from search.analysis import words
from search.log import merge_key

SECONDS = 20.0
"""For which one run reads: other jobs wait meanwhile. The next run goes on where this one ends."""
BATCH = 100
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
READ = ["words", "title_key", "signature", "read"]

TextReader = Callable[[HelpPage, list[Any]], None]
_readers: list[TextReader] = []


def register_text_reader(reader: TextReader) -> None:
    """Let another part of the room look at every page that was published: it gets the page and its raw streams.

    It runs in the transaction that marks the page as read: what it raises has the page read again.
    """
    _readers.append(reader)


def texts_read(seconds: float = SECONDS) -> int:
    """Read pages that were published, for so many seconds at most; return how many. It may be killed at any time."""
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end and (batch := list(unread_pages().order_by("pk").specific()[:BATCH])):
        with transaction.atomic():
            PageFacts.objects.bulk_create(
                [_read(page) for page in batch], update_conflicts=True, unique_fields=["page"], update_fields=READ
            )
        count += len(batch)
    return count


def unread_pages() -> HelpPageQuerySet:
    """Return the pages whose published text was not looked at yet."""
    published = Coalesce(F("last_published_at"), NEVER)
    return text_pages().filter(Q(facts__isnull=True) | Q(facts__read__isnull=True) | ~Q(facts__read=published))


def _read(page: HelpPage) -> PageFacts:
    streams = [filled(list(getattr(page, name).raw_data)) for name in page.streams_read()]
    for reader in _readers:
        reader(page, streams)
    found = words("\n".join(map(raw_text, streams)))
    return PageFacts(
        page_id=page.pk,
        words=len(found),
        title_key=merge_key(page.title, code_of(page.locale_id)),
        signature=signature_of(found),
        read=page.last_published_at or NEVER,
    )
