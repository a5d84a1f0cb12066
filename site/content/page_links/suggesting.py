from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from content.audiences import Audience
from content.models import HelpPage

MOST = 8
LONGEST = 100
HOME_DEPTH = 2


@dataclass(frozen=True)
class Suggested:
    """A page that a writer may link to. `place` is the title of the page above it, "" where they may not see that."""

    pk: int
    title: str
    url: str
    parent_pk: int | None
    place: str
    is_private: bool


def pages_suggested(*, words: str, user: Any, locale_id: int | None) -> list[Suggested]:
    """Return pages that this person may read and whose title has all the words, those that begin with them first.

    In one language where `locale_id` names it, otherwise in all. Without words those that were published last. Two queries.
    """
    words = " ".join(words.replace("\0", "").split())[:LONGEST]
    pages = HelpPage.objects.listable_to(user).filter(depth__gt=HOME_DEPTH)
    if locale_id is not None:
        pages = pages.filter(locale_id=locale_id)
    for word in words.split():
        pages = pages.filter(title__icontains=word)
    if words:
        rank = Case(
            When(title__iexact=words, then=Value(0)),
            When(title__istartswith=words, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        pages = pages.annotate(rank=rank).order_by("rank", "title", "pk")
    else:
        pages = pages.order_by("-last_published_at", "pk")
    found = list(pages[:MOST])
    parents = _parents(found, user)
    return [_suggested(page, parents.get(page.path[: -HelpPage.steplen])) for page in found]


def _parents(pages: list[HelpPage], user: Any) -> dict[str, HelpPage]:
    paths = {page.path[: -HelpPage.steplen] for page in pages}
    return {each.path: each for each in HelpPage.objects.listable_to(user).filter(Q(path__in=paths))} if paths else {}


def _suggested(page: HelpPage, parent: HelpPage | None) -> Suggested:
    return Suggested(
        pk=page.pk,
        title=page.title,
        url=page.link,
        parent_pk=parent.pk if parent else None,
        place=parent.title if parent is not None and parent.depth > HOME_DEPTH else "",
        is_private=page.audience_now >= Audience.AGENT,
    )
