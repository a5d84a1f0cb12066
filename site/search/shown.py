"""What is read of a page before it is shown as a hit or a suggestion: the last word on who may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left, Length
from django.utils import timezone
from wagtail.models import Page

from content.addresses import page_path
from content.audiences import Audience, Reader
from content.models import HelpPage

PAGE = "page"
_COLUMNS = (
    "pk",
    "title",
    "url_path",
    "locale_id",
    "content_type_id",
    "summary",
    "effective_audience",
    "last_published_at",
    "category_title",
    "internal_until",
)


@dataclass(frozen=True)
class ShownPage:
    """A row of the page's tables and no model: a page of results needs up to fifty, and each model takes 0.2 ms to make."""

    pk: int
    title: str
    url_path: str
    locale_id: int
    content_type_id: int
    summary: str
    effective_audience: int
    last_published_at: datetime | None
    category_title: str | None
    internal_until: datetime | None = None

    @property
    def is_internal(self) -> bool:
        """Whether only agents may see it now."""
        waits = self.internal_until is not None and self.internal_until > timezone.now()
        return waits or self.effective_audience >= Audience.AGENT

    @cached_property
    def link(self) -> str:
        """The page's address."""
        return page_path(url_path=self.url_path, locale_id=self.locale_id)

    @property
    def page_type(self) -> type[Page]:
        """The page's own model; HelpPage when the code of that is gone."""
        return ContentType.objects.get_for_id(self.content_type_id).model_class() or HelpPage


@dataclass(frozen=True)
class ShownThing:
    """What is no page and found all the same, such as a question: all that a hit shows of it. `pk` is its key."""

    pk: str
    title: str
    link: str
    summary: str = ""
    category_title: str = ""
    last_published_at: datetime | None = None
    is_internal: bool = False


Show = Callable[[Collection[int], Reader], Mapping[int, ShownThing]]
Shown = ShownPage | ShownThing

_shows: dict[str, Show] = {}


def register_shown(prefix: str, show: Show) -> None:
    """Let a room show its own things as hits and suggestions: those whose keys begin with `prefix` and a colon.

    `show` gets ids and returns those things that the reader may see now, each with an address that they can open. It is the
    last word: what it leaves out is not shown, and is read again for the index.
    """
    _shows[prefix] = show


def shown_things(keys: Collection[str], reader: Reader, *, page_ids: Collection[int] = ()) -> dict[str, Shown]:
    """Return what the reader may find now of these keys, and of these pages besides, by key.

    One query for all pages; things of other rooms are asked for where there are any.
    """
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for key in keys:
        prefix, _colon, number = key.partition(":")
        if number.isdecimal():
            ids[prefix].add(int(number))
    pages = shown_pages({*ids.pop(PAGE, ()), *page_ids}, reader)
    found: dict[str, Shown] = {f"{PAGE}:{pk}": page for pk, page in pages.items()}
    for prefix, wanted in ids.items():
        if show := _shows.get(prefix):
            found |= {f"{prefix}:{pk}": thing for pk, thing in show(wanted, reader).items()}
    return found


def shown_pages(ids: Collection[int], reader: Reader) -> dict[int, ShownPage]:
    """Return those of the pages that the reader may find now, by id, with the title of the page above; one query."""
    if not ids:
        return {}
    above = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    found = (
        HelpPage.objects.listable_to(reader)
        .filter(pk__in=ids)
        .annotate(category_title=Subquery(above.filter(depth__gt=2).values("title")[:1]))
        .order_by()
        .values_list(*_COLUMNS)
    )
    return {row[0]: ShownPage(*row) for row in found}
