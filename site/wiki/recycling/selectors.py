from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from content.audiences import Audience, groups_admit, reader_for
from content.models import HelpPage
from wiki.models.recycling import RecycledPage

KEPT = timedelta(days=30)
"""For so long a deleted page can be brought back."""


@dataclass(frozen=True)
class Recycled:
    """A row of the bin. `place` is the title of the page that it stood below."""

    pk: int
    page: HelpPage
    place: str
    by: str
    on: datetime
    until: datetime
    pages_below: int


def recycled_paths() -> Iterator[str]:
    """Return where the pages of the bin stand in the tree (for content.aside)."""
    yield from RecycledPage.objects.values_list("page__path", flat=True)


def bin_of(user: Any) -> list[Recycled]:
    """Return the pages that this person may bring back, those deleted last first."""
    rows = RecycledPage.objects.select_related("page", "recycled_by").order_by("-recycled_at", "-pk")
    return [_recycled(row) for row in rows if may_restore(row, user)]


def may_restore(row: RecycledPage, user: Any) -> bool:
    """Tell whether somebody may bring a page back: who reads it, and may write, or publish where it is published, at its place.

    Not what stood below a page that is in the bin itself: that one comes first.
    """
    page, reader = row.page, reader_for(user)
    if reader.level < Audience.AGENT or not groups_admit(page.required_groups, reader):
        return False
    tester = page.get_parent().specific.permissions_for_user(user)
    if getattr(tester, "is_closed", False) or not tester.can_add_subpage():
        return False
    is_published = page.live or page.get_descendants().filter(live=True).exists()
    return bool(tester.can_publish_subpage()) if is_published else True


def _recycled(row: RecycledPage) -> Recycled:
    return Recycled(
        pk=row.pk,
        page=row.page,
        place=row.page.get_parent().title,
        by=row.recycled_by.display_name() if row.recycled_by is not None else "",
        on=row.recycled_at,
        until=row.recycled_at + KEPT,
        pages_below=row.page.get_descendant_count(),
    )
