"""The rows of a list, in two queries whatever their number: the topics of the language, and the questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from content.anchors import unique_anchor
from faq_blocks.models import FaqPage, LibraryPart, Question, Topic
from faq_blocks.topics import down

NOWHERE = (1 << 30, 0, 0)
"""The place of a question without any topic: after all others."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic as lists show it."""

    pk: int
    title: str
    slug: str
    key: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """A question without its answer.

    `place`: of its topic among those of the list, and its own in that topic. `anchor`: its id where the list has no answers.
    """

    pk: int
    slug: str
    question: str
    is_featured: bool
    published: datetime | None
    topic: TopicRow | None
    place: tuple[int, int, int]
    anchor: str = ""


def list_rows(page: FaqPage, reader: Any) -> list[Row]:
    """Return the questions that a page lists for a reader, each once, in the order of the topics."""
    topics = _topics(page)
    names = ("pk", "slug", "question", "is_featured", "last_published_at")
    found = Question.objects.listable_to(reader).filter(locale_id=page.locale_id)
    if topics.is_chosen:
        found = found.filter(placements__topic_id__in=list(topics.at))
    rows: dict[int, Row] = {}
    placed = found.order_by().values_list(*names, "placements__topic_id", "placements__sort_order", "placements__pk")
    for pk, slug, question, is_featured, published, topic_id, order, at in placed:
        topic = topics.by_id.get(topic_id)
        place = (topics.at[topic_id], order, at) if topic else NOWHERE
        if pk not in rows or place < rows[pk].place:
            rows[pk] = Row(pk, slug, question, is_featured, published, topic, place)
    taken: set[str] = set()
    # In this order, whichever the reader chooses: links to questions must stay right.
    in_order = sorted(rows.values(), key=lambda row: (row.place, row.pk))
    return [replace(row, anchor=unique_anchor(row.slug, taken, otherwise="question")) for row in in_order]


@dataclass(frozen=True, slots=True)
class _Topics:
    by_id: dict[int, TopicRow]
    at: dict[int, int]
    is_chosen: bool


def _topics(page: FaqPage) -> _Topics:
    """The topics of a page's list with their places: those chosen and all below them, or all there are."""
    rows: dict[int, TopicRow] = {}
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    found = Topic.objects.filter(locale_id=page.locale_id)
    for pk, parent, title, slug, key in found.values_list("pk", "parent_id", "title", "slug", "translation_key"):
        rows[pk] = TopicRow(pk, title, slug, key)
        below[parent].append(pk)
    chosen = [each.topic_id for each in page.shown_topics.all()]
    is_chosen = bool(chosen) or page.library_part == LibraryPart.TOPICS
    heads = _in_its_language(chosen, rows) if is_chosen else below[None]
    order = dict.fromkeys(pk for head in heads for pk in down(head, below, set()))
    at = {pk: number for number, pk in enumerate(order)}
    return _Topics({pk: rows[pk] for pk in at}, at, is_chosen)


def _in_its_language(chosen: Collection[int], rows: dict[int, TopicRow]) -> list[int]:
    """A translated page names the topics of its source: those of its own language stand for them."""
    missing = [pk for pk in chosen if pk not in rows]
    keys = dict(Topic.objects.filter(pk__in=missing).values_list("pk", "translation_key")) if missing else {}
    own = {row.key: row.pk for row in rows.values()}
    found = (pk if pk in rows else own.get(keys.get(pk)) for pk in chosen)  # type: ignore[arg-type]
    return [pk for pk in found if pk is not None]
