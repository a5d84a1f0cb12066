"""Where questions are shown: by hand, and by one of their topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from faq_blocks.models import Placement, Question, Topic

Place = tuple[int, str]
"""Content type and id of what shows a question: a page, a reusable content."""


def topics_over(question_ids: Collection[int]) -> dict[int, set[int]]:
    """Return for each question the topics it stands in and all those above them. Two queries."""
    placed = list(Placement.objects.filter(question_id__in=question_ids).values_list("question_id", "topic_id"))
    above = dict(Topic.objects.values_list("pk", "parent_id")) if placed else {}
    found: defaultdict[int, set[int]] = defaultdict(set)
    for question, topic in placed:
        each: int | None = topic
        while each is not None and each not in found[question]:
            found[question].add(each)
            each = above.get(each)
    return found


def references_to(question: Question) -> Any:
    """Return what shows a question, by hand or by a topic, as rows of Wagtail's index of references.

    What stands only in the draft of a published page is not in it.
    """
    by_hand = ReferenceIndex.get_references_to(question)
    topics = topics_over([question.pk])[question.pk]
    kind = ContentType.objects.get_for_model(Topic)
    by_topic = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(pk) for pk in topics])
    # Topics name those above them, and that is no place where readers are.
    return by_hand | by_topic.exclude(base_content_type=kind)


def usage_counts(question_ids: Collection[int]) -> dict[int, int]:
    """Return how many pages and texts show each of these questions. Four queries, however many they are."""
    over = topics_over(question_ids)
    questions, topics = ContentType.objects.get_for_model(Question), ContentType.objects.get_for_model(Topic)
    by_hand = _places(questions, question_ids)
    by_topic = _places(topics, {pk for each in over.values() for pk in each})
    return {pk: len(by_hand[pk].union(*(by_topic[topic] for topic in over.get(pk, ())))) for pk in question_ids}


def _places(kind: ContentType, ids: Collection[int]) -> defaultdict[int, set[Place]]:
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(pk) for pk in ids])
    topic = ContentType.objects.get_for_model(Topic)
    rows = rows.exclude(base_content_type=topic)
    found: defaultdict[int, set[Place]] = defaultdict(set)
    for to, base, pk in rows.values_list("to_object_id", "base_content_type_id", "object_id").distinct():
        found[int(to)].add((base, pk))
    return found
