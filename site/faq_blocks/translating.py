"""Translations of questions and topics find their places: each language has a tree of its own, which begins as the others'.

What editors sort or take out afterwards stays so: places are given once, when a translation is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.db.models.signals import post_save

from faq_blocks.models import Placement, Question, Topic
from faq_blocks.signals import places_changed


def connect() -> None:
    """Listen for new translations; called once when the room is ready."""
    post_save.connect(_question_made, sender=Question, dispatch_uid="faq_blocks.question_translated")
    post_save.connect(_topic_made, sender=Topic, dispatch_uid="faq_blocks.topic_translated")


def _question_made(instance: Question, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if not created or raw:
        return
    own = {"question__translation_key": instance.translation_key}
    keys = Placement.objects.filter(**own).exclude(question=instance).values("topic__translation_key")
    topics = Topic.objects.filter(locale_id=instance.locale_id, translation_key__in=keys)
    _place([(topic.pk, instance.pk) for topic in topics])


def _topic_made(instance: Topic, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if not created or raw:
        return
    twins = Topic.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    below = Topic.objects.filter(parent__in=twins).values("translation_key")
    alone = Topic.objects.filter(locale_id=instance.locale_id, parent=None, translation_key__in=below)
    alone.exclude(pk=instance.pk).update(parent=instance)
    order = Placement.objects.filter(topic__in=twins).values_list("question__translation_key", flat=True)
    keys = dict.fromkeys(order)
    questions = Question.objects.filter(locale_id=instance.locale_id, translation_key__in=keys)
    found = dict(questions.values_list("translation_key", "pk"))
    _place([(instance.pk, found[key]) for key in keys if key in found])


def _place(pairs: Iterable[tuple[int, int]]) -> None:
    """Put questions at the end of topics."""
    made = []
    last: dict[int, int] = {}
    for topic_id, question_id in pairs:
        if topic_id not in last:
            last[topic_id] = Placement.objects.filter(topic_id=topic_id).aggregate(last=Max("sort_order", default=-1))["last"]
        last[topic_id] += 1
        made.append(Placement(topic_id=topic_id, question_id=question_id, sort_order=last[topic_id]))
    if made:
        Placement.objects.bulk_create(made)
        questions, topics = {each.question_id for each in made}, {each.topic_id for each in made}
        places_changed.send(Placement, question_ids=sorted(questions), topic_ids=sorted(topics))
