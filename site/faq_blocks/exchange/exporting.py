"""The library as a file that the import reads."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from content.locales import code_of
from content.spreadsheets import guarded
from faq_blocks.exchange.answers import written_answer
from faq_blocks.exchange.links import linked_pages, with_addresses
from faq_blocks.exchange.reading import COLUMNS, JSON
from faq_blocks.exchange.rows import AUDIENCE_NAMES, BESIDE, DRAFT, PUBLISHED, escaped, topic_path
from faq_blocks.models import Placement, Question, QuestionTag
from faq_blocks.topics import topic_titles

AT_ONCE = 500
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take a CSV file for Latin letters, and Arabic becomes noise."""


def exported(kind: str, *, languages: Iterable[str] = ()) -> Iterator[str]:
    """Yield the library as CSV or JSON, piece by piece: questions of these languages, or all; what is live as it is live.

    Everything is in it, questions for agents and internal notes included: for people who may see the library.
    """
    found = Question.objects.order_by("locale__language_code", "slug")
    codes = list(languages)
    values = _values(found.filter(locale__language_code__in=codes) if codes else found)
    return _json(values) if kind == JSON else _csv(values)


def _values(questions: Any) -> Iterator[dict[str, Any]]:
    titles = topic_titles()
    batch: list[Question] = []
    for each in questions.select_related("latest_revision").iterator(chunk_size=AT_ONCE):
        batch.append(each)
        if len(batch) == AT_ONCE:
            yield from _batch(batch, titles)
            batch = []
    yield from _batch(batch, titles)


def _batch(batch: list[Question], titles: dict[int, tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    ids = [each.pk for each in batch]
    tags, topics = defaultdict(list), defaultdict(list)
    for pk, tag in (
        QuestionTag.objects.filter(content_object__in=ids).order_by("pk").values_list("content_object_id", "tag__name")
    ):
        tags[pk].append(tag)
    for pk, topic in Placement.objects.filter(question__in=ids).order_by("topic_id").values_list("question_id", "topic_id"):
        topics[pk].append(topic_path(titles[topic]))
    # What has never been live is nowhere but in its newest version.
    shown = [each if each.live else each.get_latest_revision_as_object() for each in batch]
    pages = linked_pages(list(each.answer.raw_data) for each in shown)
    for stored, each in zip(batch, shown, strict=True):
        names = tags[each.pk] if each.live else [tag.name for tag in each.tags.all()]
        yield {
            "language": code_of(each.locale_id),
            "slug": stored.slug,
            "question": each.question,
            "answer": with_addresses(written_answer(list(each.answer.raw_data)), pages),
            "topics": topics[each.pk],
            "tags": [escaped(name) for name in names],
            "audience": AUDIENCE_NAMES[each.audience],
            "keywords": each.search_keywords,
            "featured": each.is_featured,
            "state": PUBLISHED if each.live else DRAFT,
            "note": each.note,
            "key": str(each.translation_key),
        }


def _json(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield '{\n  "questions": ['
    for number, each in enumerate(values):
        yield (",\n" if number else "\n") + json.dumps(each, ensure_ascii=False, indent=2)
    yield "\n  ]\n}\n"


def _csv(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(COLUMNS)
    yield BYTE_ORDER_MARK
    for each in values:
        writer.writerow([guarded(_cell(each[name])) for name in COLUMNS])
        yield _taken(held)
    yield _taken(held)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f" {BESIDE} ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _taken(held: io.StringIO) -> str:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text
