"""Makes the list of a page for one reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import StreamValue

from content.audiences import reader_for
from content.locales import code_of
from content.plain import FOUND
from faq_blocks.filling import in_topic, raw_questions
from faq_blocks.library_list.ordering import Group, grouped, ordered
from faq_blocks.library_list.rows import Row, list_rows
from faq_blocks.models import AnswerLoading, FaqPage, ListOrder
from faq_blocks.selectors import have_own_pages
from faq_blocks.styles import style_named
from theme.chrome import surroundings_of
from theme.companions import Companion
from theme.links import Link

MOST_IN_PAGE = 300
"""Questions whose answers stand in the page unless an editor decides otherwise."""
WORTH_FILTERING = 20
BLOCK, FILTERED = "faq_accordion", "filter_list"


@dataclass(frozen=True, slots=True)
class LibraryList:
    """For faq_blocks/_library.html. `body`: the page's text, with the list at its end where the answers are in the page.

    `groups` has something only where answers come on demand.
    """

    body: StreamValue
    total: int
    order: str
    orders: list[Link] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    base: str = ""
    is_on_demand: bool = False
    offers_filter: bool = False
    shows_counts: bool = True

    @property
    def companion(self) -> ListCompanion:
        """What the reading of the page must know of it."""
        return ListCompanion({name for group in self.groups for name in (group.anchor, *(row.anchor for row in group.rows))})


class ListCompanion(Companion):
    """Keeps the ids of a list from the headings of the text above it: links to questions must stay right."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def taken(self) -> set[str]:
        return self._taken


def library_list(page: FaqPage, request: HttpRequest) -> LibraryList | None:
    """Return the list of a page that has one, for whoever asks. Five queries, and one more for useful ones first."""
    if not page.lists_library:
        return None
    rows = list_rows(page, reader_for(request.user))
    order = order_asked(page, request.GET.get("order", ""))
    shown = ordered(rows, order)
    common: dict[str, Any] = {
        "total": len(rows),
        "order": order,
        "orders": _orders(page, order) if page.offers_orders and len(rows) > 1 else [],
        "shows_counts": page.shows_counts,
    }
    site = surroundings_of(request, code_of(page.locale_id)).site
    if on_demand(page, len(rows)) and have_own_pages(site):
        return LibraryList(
            body=page.body,
            groups=grouped(shown, order),
            base=f"/{code_of(page.locale_id)}/questions/",
            is_on_demand=True,
            offers_filter=page.offers_filter,
            **common,
        )
    return LibraryList(body=with_list(page, shown, order), **common)


def on_demand(page: FaqPage, count: int) -> bool:
    """Tell whether the answers of so many questions are fetched when they are opened, on a site where they can be."""
    loading = page.answer_loading
    return loading == AnswerLoading.DEMAND or (loading == AnswerLoading.AUTO and count > MOST_IN_PAGE)


def order_asked(page: FaqPage, asked: str) -> str:
    """Return the order that a reader chose where they may, else the page's own."""
    return asked if page.offers_orders and asked in ListOrder.values else page.list_order


def _orders(page: FaqPage, current: str) -> list[Link]:
    """The page's own order has the plain address: that is the one search engines know."""
    return [
        Link(str(label), page.link if name == page.list_order else f"{page.link}?order={name}", current=name == current)
        for name, label in ListOrder.choices
    ]


def with_list(page: FaqPage, rows: list[Row], order: str) -> StreamValue:
    """Return the page's text and after it the rows with their answers, as lists in the style of the page."""
    return StreamValue(page.body.stream_block, [*page.body.raw_data, *raw_lists(page, rows, order)], is_lazy=True)


def raw_lists(page: FaqPage, rows: list[Row], order: str) -> list[dict[str, Any]]:
    """Return raw FAQ blocks that show the rows."""
    raw = raw_questions({row.pk for row in rows})
    style = page.faq_style or (FILTERED if page.offers_filter and len(rows) > WORTH_FILTERING else "")
    # A flat style knows no topics: each becomes a list below its heading.
    by_heading = order == ListOrder.TOPIC and style_named(style).entry.is_flat
    groups = grouped(rows, order) if by_heading else [Group("", "", rows)]
    return [_raw_list(group, style, raw, f"library-{number}") for number, group in enumerate(groups, 1) if group.rows]


def _raw_list(group: Group, style: str, raw: dict[int, dict[str, Any]], name: str) -> dict[str, Any]:
    rows = [(raw[row.pk], row.topic) for row in group.rows if row.pk in raw]
    found = [in_topic(each, topic.pk, topic.title) if topic else each for each, topic in rows]
    return {"type": BLOCK, "value": {"heading": group.title, "entries": [], "style": style, FOUND: found}, "id": name}
