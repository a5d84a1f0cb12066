"""Writes the tables. A page that is published is read at once; what a question or topic changes, once after the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q
from wagtail.models import Page

from content.filling import filled_all
from content.models import HelpPage
from faq_blocks.models import Placement, Question, QuestionPlace, QuestionSource, Topic
from faq_blocks.places.finding import FoundOnPage, FoundPlace, found_on
from search.outbox import outbox_add

BATCH = 200
_NAME = "_sanad_places_due"
_WORDS = ("position", "level", "question_id", "text", "answer")


@dataclass(slots=True)
class _Due:
    pages: set[int] = field(default_factory=set)
    questions: set[int] = field(default_factory=set)
    locales: set[int] = field(default_factory=set)


def places_due(*, page_ids: Iterable[int] = (), question_ids: Iterable[int] = (), locale_ids: Iterable[int] = ()) -> None:
    """Have pages read again after this transaction: these, those that name the questions, those that show topics of a language.

    However often it is called in one transaction, each page is read once.
    """
    due: _Due = vars(connections[DEFAULT_DB_ALIAS]).setdefault(_NAME, _Due())
    due.pages.update(page_ids)
    due.questions.update(question_ids)
    due.locales.update(locale_ids)
    transaction.on_commit(_work)


def _work() -> None:
    due: _Due | None = vars(connections[DEFAULT_DB_ALIAS]).pop(_NAME, None)
    if due is not None:  # the first of many calls has done it
        places_refresh(due.pages | _naming(due), only_changes=True)


def _naming(due: _Due) -> set[int]:
    """Return the pages that name or show the questions, or a topic they are in, and those that list topics of these languages.

    A page in another language than its topic shows the questions of the topic's translation: it is known by the key of both.
    """
    own = set(Question.objects.filter(pk__in=due.questions).values_list("locale", flat=True))
    lists = Q(topic__locale__in=due.locales) | Q(question=None, page__locale__in=due.locales)
    topics = Q(topic__translation_key__in=_topic_keys(due.questions)) | Q(question=None, topic=None, page__locale__in=own)
    wanted = Q(question_id__in=due.questions) | lists | topics
    shown = QuestionPlace.objects.filter(question_id__in=due.questions).values_list("page_id", flat=True)
    return {*QuestionSource.objects.filter(wanted).values_list("page_id", flat=True), *shown}


def _topic_keys(question_ids: Collection[int]) -> set[Any]:
    """Return the translation keys of the topics the questions are in, and of those above them. Two queries."""
    placed = set(Placement.objects.filter(question_id__in=question_ids).values_list("topic_id", flat=True))
    if not placed:
        return set()
    rows = {pk: (parent, key) for pk, parent, key in Topic.objects.values_list("pk", "parent_id", "translation_key")}
    seen: set[int] = set()
    for pk in placed:
        each: int | None = pk
        while each is not None and each in rows and each not in seen:
            seen.add(each)
            each = rows[each][0]
    return {rows[pk][1] for pk in seen}


def places_refresh(page_ids: Iterable[int], *, only_changes: bool = False) -> None:
    """Read pages as they are now, and write what they show. Pages that are not live, or copies, show nothing.

    The documents of typed questions hold title and audience of their page: they are written again, unless the pages themselves
    are as they were (`only_changes`).
    """
    wanted = sorted(set(page_ids))
    for at in range(0, len(wanted), BATCH):
        _refresh(wanted[at : at + BATCH], only_changes=only_changes)


def places_rebuild() -> None:
    """Read every page: what a broken process has left undone, or what was imported behind our back."""
    places_refresh(HelpPage.objects.filter(live=True).values_list("pk", flat=True))


def _refresh(page_ids: Sequence[int], *, only_changes: bool) -> None:
    rows = Page.objects.filter(pk__in=page_ids, live=True, alias_of=None).specific()
    pages = [page for page in rows if isinstance(page, HelpPage)]
    streams = filled_all([[each for name in page.streams_read() for each in getattr(page, name).raw_data] for page in pages])
    found = {page.pk: found_on(page, raw) for page, raw in zip(pages, streams, strict=True)}
    with transaction.atomic():
        _write(page_ids, found)
        if not only_changes:
            typed = QuestionPlace.objects.filter(page_id__in=page_ids, question=None).values_list("pk", flat=True)
            outbox_add(keys=[typed_key(pk) for pk in typed])


def _write(page_ids: Sequence[int], found: dict[int, FoundOnPage]) -> None:
    there: dict[tuple[int, str], QuestionPlace] = {
        (each.page_id, each.anchor): each for each in QuestionPlace.objects.filter(page_id__in=page_ids)
    }
    wanted = {
        (pk, anchor): _place(pk, number, place)
        for pk, on_page in found.items()
        for number, (anchor, place) in enumerate(on_page.places.items())
    }
    gone = [each for key, each in there.items() if key not in wanted]
    new = [each for key, each in wanted.items() if key not in there]
    changed = [_taken_over(there[key], each) for key, each in wanted.items() if key in there and _differ(there[key], each)]
    touched = {each.question_id for each in (*gone, *new, *changed) if each.question_id}
    QuestionPlace.objects.filter(pk__in=[each.pk for each in gone]).delete()
    QuestionPlace.objects.bulk_create(new, batch_size=BATCH)
    QuestionPlace.objects.bulk_update(changed, _WORDS, batch_size=BATCH)
    outbox_add(keys=[question_key(pk) for pk in sorted(touched)])
    outbox_add(keys=[typed_key(each.pk) for each in (*new, *changed) if not each.question_id])
    _write_sources(page_ids, found)


def _write_sources(page_ids: Sequence[int], found: dict[int, FoundOnPage]) -> None:
    rows = QuestionSource.objects.filter(page_id__in=page_ids)
    there = {
        (page, question or 0, topic or 0): pk for pk, page, question, topic in rows.values_list("pk", "page", "question", "topic")
    }
    wanted = {(pk, *source) for pk, on_page in found.items() for source in on_page.sources}
    # A block may name what is gone.
    questions = set(Question.objects.filter(pk__in={each[1] for each in wanted}).values_list("pk", flat=True))
    topics = set(Topic.objects.filter(pk__in={each[2] for each in wanted}).values_list("pk", flat=True))
    new = [each for each in wanted - set(there) if each[1] in {0, *questions} and each[2] in {0, *topics}]
    QuestionSource.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    QuestionSource.objects.bulk_create(
        [QuestionSource(page_id=page, question_id=question or None, topic_id=topic or None) for page, question, topic in new]
    )


def _place(page_id: int, number: int, found: FoundPlace) -> QuestionPlace:
    return QuestionPlace(
        page_id=page_id,
        anchor=found.anchor,
        position=number,
        level=found.level,
        question_id=found.question_id or None,
        text=found.text,
        answer=found.answer,
    )


def _differ(one: QuestionPlace, other: QuestionPlace) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _WORDS)


def _taken_over(there: QuestionPlace, wanted: QuestionPlace) -> QuestionPlace:
    for name in _WORDS:
        setattr(there, name, getattr(wanted, name))
    return there


def question_key(pk: int) -> str:
    """Return the key of the search documents of a question of the library."""
    return f"question:{pk}"


def typed_key(pk: int) -> str:
    """Return the key of those of a typed question, by its place."""
    return f"typed:{pk}"
