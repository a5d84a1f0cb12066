"""What changed, read from the history that Wagtail keeps. Nothing is stored for each person.

So what somebody may read is asked when it is told: a page that was closed to them since is not named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import PageLogEntry

from content.locales import code_of
from content.models import HelpPage
from wiki.marks.pages import readable
from wiki.marks.selectors import below_watched
from wiki.models import WatchSettings

TOLD = ("wagtail.publish", "wagtail.publish.scheduled", "wiki.approve", "wiki.withdraw")
LISTED_FOR = timedelta(days=30)
MOST = 200
"""Entries that are looked at together. Who watches more than that is told of the latest."""


@dataclass(frozen=True)
class Change:
    """A page that changed: when last, by whom ("" where nobody is known), and whether it is new."""

    page: HelpPage
    at: datetime
    by: str
    is_new: bool
    is_unseen: bool = False

    @property
    def language(self) -> str:
        """The language it is written in."""
        return code_of(self.page.locale_id)


def changes_for(*, user: Any, since: datetime, until: datetime | None = None, seen_until: datetime | None = None) -> list[Change]:
    """Return the pages at and below what somebody watches that others changed, each once, the latest first.

    Only what they may read now. Four queries at most.
    """
    entries = _entries(user, since)
    if entries is None:
        return []
    if until is not None:
        entries = entries.filter(timestamp__lte=until)
    rows = entries.select_related("user").order_by("-timestamp")[:MOST]
    latest: dict[int, PageLogEntry] = {}
    for row in rows:
        latest.setdefault(row.page_id, row)
    pages = readable(user).in_bulk(latest) if latest else {}
    return [_change(pages[pk], row, since, seen_until) for pk, row in latest.items() if pk in pages]


def changes_for_list(*, user: Any) -> list[Change]:
    """Return what changed in the last thirty days, with what was not looked at yet marked."""
    own = WatchSettings.objects.filter(user=user).first()
    if own is None:
        return []
    return changes_for(user=user, since=timezone.now() - LISTED_FOR, seen_until=own.seen_until)


def unseen_count(user: Any) -> int:
    """Return how many watched pages changed since the list was looked at."""
    own = WatchSettings.objects.filter(user=user).first()
    if own is None:
        return 0
    entries = _entries(user, max(own.seen_until, timezone.now() - LISTED_FOR))
    return entries.order_by().values("page_id").distinct().count() if entries is not None else 0


def _entries(user: Any, since: datetime) -> Any:
    """What others did since then to pages that somebody watches and may read; None where they watch nothing."""
    watched = below_watched(user)
    if watched is None:
        return None
    pages = readable(user).filter(watched).order_by()
    return PageLogEntry.objects.filter(action__in=TOLD, timestamp__gt=since, page__in=pages).exclude(user_id=user.pk)


def _change(page: HelpPage, row: PageLogEntry, since: datetime, seen_until: datetime | None) -> Change:
    first = page.first_published_at
    return Change(
        page=page,
        at=row.timestamp,
        by=row.user.display_name() if row.user is not None else "",
        is_new=first is not None and first >= since,
        is_unseen=seen_until is not None and row.timestamp > seen_until,
    )
