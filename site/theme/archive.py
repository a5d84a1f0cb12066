"""Archived pages: what readers find at an address that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from content.models import HelpPage
from theme.family import Family, family_of
from theme.links import Link

MOST_STEPS = 10
"""Successors that are archived themselves are passed over, up to so many."""


@dataclass(frozen=True)
class Succession:
    """Which pages may follow an archived one, the nearest first, and whether readers are sent there at once."""

    page_ids: tuple[int, ...] = ()
    redirects: bool = False


@dataclass(frozen=True)
class ArchiveNotice:
    """For the template: since when, and where to go on (None: nowhere this reader may go)."""

    since: datetime
    successor: Link | None


def succession_of(page: HelpPage) -> Succession:
    """Return what follows an archived page: its own successor, or that of the nearest archived page above.

    No query for a page that is not archived; one for others, and one more for each successor that is archived too.
    """
    if not page.is_archived:
        return Succession()
    way = [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]
    archived = HelpPage.objects.filter(path__in=way, archived_from__lte=timezone.now(), successor__isnull=False)
    found = archived.order_by("-path").values_list("successor_id", "archive_redirects").first()
    if found is None:
        return Succession()
    following: int | None
    following, redirects = found
    ids: list[int] = []
    while following is not None and following not in ids and len(ids) < MOST_STEPS:
        ids.append(following)
        row = HelpPage.objects.filter(pk=following, archived_at__lte=timezone.now()).values_list("successor_id", flat=True)
        following = row.first()
    return Succession(tuple(pk for pk in ids if pk != page.pk), redirects)


def archive_notice(page: HelpPage, succession: Succession, family: Family) -> ArchiveNotice | None:
    """Return the notice for a reader whose `family` was read with the ids of the succession; None for other pages."""
    if page.archived_at is None or not page.is_archived:
        return None
    return ArchiveNotice(page.archived_at, _first_open(page, succession, family))


def onward_address(page: HelpPage, user: Any) -> str:
    """Return where this reader is sent on to from an archived page; "" where the page itself answers."""
    succession = succession_of(page)
    if not (succession.redirects and succession.page_ids):
        return ""
    family = family_of(None, user=user, linked_ids=succession.page_ids)
    link = _first_open(page, succession, family)
    return link.url if link is not None else ""


def _first_open(page: HelpPage, succession: Succession, family: Family) -> Link | None:
    for pk in succession.page_ids:
        target = family.target(pk, page.locale_id)
        if target is not None and target.pk != page.pk:
            return Link(target.title, target.url)
    return None
