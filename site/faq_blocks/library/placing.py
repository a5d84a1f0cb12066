"""Where questions stand: in which topics, and in which order. None of it is part of a draft: it holds at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from faq_blocks.models import Placement, Question, Topic
from faq_blocks.signals import places_changed


@transaction.atomic
def question_place(*, question: Question, topics: Iterable[Topic]) -> None:
    """Let a question stand in these topics and no others; where it stands already, its place is kept. Safe to call again."""
    wanted = {each.pk for each in topics if each.locale_id == question.locale_id}
    there = set(question.placements.values_list("topic_id", flat=True))
    if wanted == there:
        return
    question.placements.exclude(topic_id__in=wanted).delete()
    _append({pk: [question.pk] for pk in wanted - there})
    _tell([question.pk], wanted ^ there)


@transaction.atomic
def questions_add(*, questions: Collection[Question], topic: Topic) -> list[Question]:
    """Put questions at the end of a topic, each of another language into the translation of it, where there is one.

    Returns those that have a topic in their language now, also when they stood in it before.
    """
    return _into(questions, topic, leaving=False)


@transaction.atomic
def questions_move(*, questions: Collection[Question], topic: Topic) -> list[Question]:
    """Like questions_add; the questions leave every other topic. Those without a topic in their language stay where they are."""
    return _into(questions, topic, leaving=True)


@transaction.atomic
def placements_order(*, topic: Topic, question_ids: Sequence[int]) -> None:
    """Put the questions of a topic into this order: those not named behind the others as they were, strangers not at all."""
    places = {each.question_id: each for each in topic.placements.select_for_update()}
    named = [places[pk] for pk in dict.fromkeys(question_ids) if pk in places]
    ordered = [*named, *(each for pk, each in places.items() if each not in named)]
    for number, each in enumerate(ordered):
        each.sort_order = number
    Placement.objects.bulk_update(ordered, ["sort_order"])
    _tell(list(places), [topic.pk])


@transaction.atomic
def placement_remove(*, topic: Topic, question: Question) -> None:
    """Take a question out of a topic. Safe to call again."""
    deleted, _kinds = Placement.objects.filter(topic=topic, question=question).delete()
    if deleted:
        _tell([question.pk], [topic.pk])


def _into(questions: Collection[Question], topic: Topic, *, leaving: bool) -> list[Question]:
    twins = {each.locale_id: each.pk for each in Topic.objects.filter(translation_key=topic.translation_key)}
    placed = [each for each in questions if each.locale_id in twins]
    ids = [each.pk for each in placed]
    touched = set(twins.values())
    if leaving:
        others = Placement.objects.filter(question_id__in=ids).exclude(topic_id__in=twins.values())
        touched |= set(others.values_list("topic_id", flat=True))
        others.delete()
    there = set(Placement.objects.filter(topic_id__in=twins.values(), question_id__in=ids).values_list("question_id", flat=True))
    new: defaultdict[int, list[int]] = defaultdict(list)
    for each in placed:
        if each.pk not in there:
            new[twins[each.locale_id]].append(each.pk)
    _append(new)
    _tell(ids, touched)
    return placed


def _append(new: dict[int, list[int]]) -> None:
    rows = Placement.objects.filter(topic_id__in=new).values("topic_id").annotate(last=Max("sort_order"))
    last = {row["topic_id"]: row["last"] for row in rows.order_by()}
    # One by one: whoever keeps something of a place is told of each by Django's signal.
    for topic, questions in new.items():
        for number, question in enumerate(questions, last.get(topic, -1) + 1):
            Placement.objects.create(topic_id=topic, question_id=question, sort_order=number)


def _tell(question_ids: Collection[int], topic_ids: Collection[int]) -> None:
    places_changed.send(Placement, question_ids=sorted(question_ids), topic_ids=sorted(topic_ids))
