from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from content.models import HelpPage
from wiki.marks.pages import in_order, paths_up, readable
from wiki.models import Favourite, Watch


@dataclass(frozen=True)
class Marks:
    """How a page stands with its reader. `watched_above` is the title of what they watch above it, or ""."""

    is_favourite: bool
    is_watched: bool
    watched_above: str
    watchers: int


def marks_of(*, page: HelpPage, user: Any) -> Marks:
    """Return the marks of a page for this reader, and how many people watch it or something above it. Two queries.

    `watched_above` is told only to those who may still read it.
    """
    rows = Watch.objects.filter(page__path__in=paths_up(page.path), user__is_active=True)
    watching = list(rows.values_list("user_id", "page_id", "page__title"))
    above = [(pk, title) for user_id, pk, title in watching if user_id == user.pk and pk != page.pk]
    titles = dict(above)
    allowed = readable(user).filter(pk__in=titles).values_list("pk", flat=True) if titles else []
    return Marks(
        is_favourite=Favourite.objects.filter(user=user, page_id=page.pk).exists(),
        is_watched=any(user_id == user.pk and pk == page.pk for user_id, pk, _title in watching),
        watched_above=next((titles[pk] for pk in allowed), ""),
        watchers=len({user_id for user_id, _pk, _title in watching}),
    )


def favourites_of(user: Any) -> list[HelpPage]:
    """Return somebody's favourites that they may still read, in their order."""
    ids = list(Favourite.objects.filter(user=user).values_list("page_id", flat=True))
    return in_order(readable(user).filter(pk__in=ids), ids) if ids else []


def watched_of(user: Any) -> list[HelpPage]:
    """Return what somebody watches and may still read, in tree order."""
    watched = Watch.objects.filter(user=user).values("page_id")
    return list(readable(user).filter(pk__in=watched).order_by("path"))


def below_watched(user: Any) -> Q | None:
    """Return the condition on pages that stand at or below what somebody watches; None where they watch nothing. One query."""
    paths = list(Watch.objects.filter(user=user).values_list("page__path", flat=True))
    wanted = Q()
    for path in paths:
        wanted |= Q(path__startswith=path)
    return wanted if paths else None
