"""Puts the questions of the library into the FAQ blocks of raw streams.

A block names some by hand, or a topic. What is found stands under FOUND in its value, each as a block of its own; one that is
not for everybody stands in an audience block, so that the one function that cuts passages cuts it, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from content.audiences import EVERYTHING, Audience
from content.filling import Raw
from content.plain import FOUND
from content.reusable.resolving import resolved_all as reusable_filled
from content.streams import AUDIENCE
from faq_blocks.models import Placement, Question
from faq_blocks.raw import faq_values, is_faq_block, picked_ids, topic_of, without_faqs
from faq_blocks.topics import subtree_ids

QUESTION = "library_question"

_Topic = tuple[int, str]
"""Id and title; two topics may have one title."""
_ByTopic = dict[int, list[tuple[int, _Topic]]]


def library_filled(raws: Sequence[Raw]) -> list[Raw]:
    """Return raw streams with the published questions in their FAQ blocks; see content.filling.register_filler.

    Three queries for all streams together: topics, places, questions; answers with reusable texts one more.
    """
    blocks = [[value for value in faq_values(raw) if value.get("questions") or value.get("topic")] for raw in raws]
    values = [value for each in blocks for value in each]
    if not values:
        return list(raws)
    by_topic = _by_topic({topic for value in values if (topic := topic_of(value))})
    wanted = {pk for value in values for pk in _wanted(value, by_topic)}
    found = raw_questions(wanted)
    return [_filled(raw, by_topic, found) if own else raw for raw, own in zip(raws, blocks, strict=True)]


def _by_topic(topic_ids: set[int]) -> _ByTopic:
    """The questions of each topic and the topics below it, in order, with their own topic."""
    if not topic_ids:
        return {}
    trees = subtree_ids(topic_ids)
    rows = Placement.objects.filter(topic_id__in={pk for tree in trees.values() for pk in tree})
    placed: defaultdict[int, list[tuple[int, _Topic]]] = defaultdict(list)
    for topic, question, title in rows.values_list("topic_id", "question_id", "topic__title"):
        placed[topic].append((question, (topic, title)))
    return {topic: [each for pk in tree for each in placed[pk]] for topic, tree in trees.items()}


def _wanted(value: dict[str, Any], by_topic: _ByTopic) -> dict[int, _Topic]:
    """The ids of the questions of one block, each once, with the topic that brought it."""
    wanted: dict[int, _Topic] = {}
    for pk in picked_ids(value):
        wanted.setdefault(pk, (0, ""))
    for pk, topic in by_topic.get(topic_of(value), ()):
        wanted.setdefault(pk, topic)
    return wanted


def raw_questions(ids: set[int]) -> dict[int, dict[str, Any]]:
    """Return the questions with these ids as raw blocks, those that can be shown to somebody. Two queries at most."""
    if not ids:
        return {}
    questions = list(Question.objects.listable_to(EVERYTHING).filter(pk__in=ids).select_related("locale"))
    answers = reusable_filled([list(each.answer.raw_data) for each in questions])
    return {each.pk: _raw_question(each, without_faqs(answer)) for each, answer in zip(questions, answers, strict=True)}


def _raw_question(question: Question, answer: Raw) -> dict[str, Any]:
    value = {
        "pk": question.pk,
        "slug": question.slug,
        "question": question.question,
        "language": question.locale.language_code,
        "is_featured": question.is_featured,
        "revision": question.live_revision_id or 0,
        "answer": answer,
    }
    raw = {"type": QUESTION, "value": value, "id": f"question-{question.pk}"}
    if question.audience == Audience.PUBLIC:
        return raw
    return {"type": AUDIENCE, "value": {"audience": question.audience, "body": [raw]}, "id": f"question-{question.pk}"}


def _filled(raw: Raw, by_topic: _ByTopic, found: dict[int, dict[str, Any]]) -> Raw:
    if isinstance(raw, list):
        return [_filled(each, by_topic, found) for each in raw]
    if not isinstance(raw, dict):
        return raw
    if is_faq_block(raw):
        wanted = _wanted(raw["value"], by_topic)
        shown = [in_topic(found[pk], *topic) for pk, topic in wanted.items() if pk in found]
        return {**raw, "value": {**raw["value"], FOUND: shown}} if wanted else raw
    return {key: _filled(value, by_topic, found) for key, value in raw.items()}


def in_topic(raw: dict[str, Any], topic_id: int, title: str) -> dict[str, Any]:
    """Name the topic beside the question. A copy: the same question may stand in two blocks by two topics."""
    if not topic_id:
        return raw
    if raw["type"] == AUDIENCE:
        return {**raw, "value": {**raw["value"], "body": [in_topic(each, topic_id, title) for each in raw["value"]["body"]]}}
    return {**raw, "value": {**raw["value"], "topic": title, "topic_id": topic_id}}
