"""Finds the questions in raw streams, with the anchors that a reader's page gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from content.anchors import unique_anchor
from content.audiences import EVERYTHING
from content.plain import FOUND, plain_text
from content.streams import Raw, cut_for, levels_in
from faq_blocks.blocks.entries import TopicNames
from faq_blocks.filling import QUESTION
from faq_blocks.library_list.making import on_demand
from faq_blocks.library_list.rows import list_rows
from faq_blocks.models import FaqPage
from faq_blocks.raw import faq_values, picked_ids, topic_of, typed_entries

WHOLE_LIBRARY = (0, 0)
Source = tuple[int, int]
"""A question's id or 0, and a topic's or 0."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A question on a page: one of the library (`question_id`), or a typed one with its words."""

    anchor: str
    level: int
    question_id: int = 0
    text: str = ""
    answer: str = ""


@dataclass(slots=True)
class FoundOnPage:
    """Everything that one page shows, by anchor in the order of the page, and what it names."""

    places: dict[str, FoundPlace] = field(default_factory=dict)
    sources: set[Source] = field(default_factory=set)


def found_on(page: Any, raw: list[Raw]) -> FoundOnPage:
    """Return what stands on a page. `raw`: all that its streams hold, filled, and not cut for anybody.

    Each audience may have other anchors, where two questions are alike: that of the lowest one counts.
    """
    found = FoundOnPage()
    rows = list_rows(page, EVERYTHING) if isinstance(page, FaqPage) and page.lists_library else []
    reserved = {row.slug for row in rows} if rows and on_demand(page, len(rows)) else set()
    known: set[int] = set()
    for level in sorted({0, *levels_in(raw)}):
        for each in _entries(cut_for(raw, level), set(reserved), level):
            if each.question_id not in known and each.anchor not in found.places:
                found.places[each.anchor] = each
                known |= {each.question_id} - {0}
    taken = {*found.places} - reserved
    for row in rows:
        anchor = unique_anchor(row.slug, taken, otherwise="question")
        if row.pk not in known:
            found.places[anchor] = FoundPlace(anchor, 0, row.pk)
    found.sources = set(_sources(raw)) | _sources_of_list(page)
    return found


def _entries(raw: Raw, taken: set[str], level: int) -> Iterator[FoundPlace]:
    """Yield the entries of all FAQ blocks in the order in which FaqBlock gives out their anchors."""
    for value in faq_values(raw):
        topics = TopicNames()
        for each in value.get(FOUND) or ():
            if each.get("type") == QUESTION:
                own = each["value"]
                yield FoundPlace(unique_anchor(own["slug"], taken, otherwise="question"), level, own["pk"])
                topics.number(own.get("topic_id", 0), own.get("topic", ""))
        for own in typed_entries(value):
            text, answer = plain_text(str(own.get("question") or "")), plain_text(str(own.get("answer") or ""))
            yield FoundPlace(unique_anchor(str(own.get("question") or ""), taken, otherwise="question"), level, 0, text, answer)
            topics.number(0, str(own.get("topic") or ""))
        for topic in topics.titles:
            unique_anchor(f"topic {topic}", taken)
        if value.get("one_open"):
            unique_anchor(f"faq {value.get('heading') or ''}", taken)


def _sources(raw: Raw) -> Iterable[Source]:
    for value in faq_values(raw):
        yield from ((pk, 0) for pk in picked_ids(value))
        if topic := topic_of(value):
            yield (0, topic)


def _sources_of_list(page: Any) -> set[Source]:
    if not (isinstance(page, FaqPage) and page.lists_library):
        return set()
    return {(0, each.topic_id) for each in page.shown_topics.all()} if page.lists_topics else {WHOLE_LIBRARY}
