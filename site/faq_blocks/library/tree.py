"""The order of topics: where each stands in its tree."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from faq_blocks.models import Topic
from faq_blocks.signals import places_changed

WAYS = ("up", "down", "in", "out")


@transaction.atomic
def topic_move(*, topic: Topic, parent: Topic | None, position: int) -> None:
    """Put a topic with all below it under `parent` (None: uppermost), as number `position` of those there, from 0 on.

    Raises ValidationError, with a sentence for editors, for a place below itself, in another language, or too deep. Too large a
    position means the end. Safe to call again.
    """
    if problem := topic.problem_below(parent):
        raise ValidationError(problem)
    old = topic.parent_id
    siblings = [each for each in _below(topic, parent.pk if parent else None) if each.pk != topic.pk]
    siblings.insert(max(0, min(position, len(siblings))), topic)
    topic.parent = parent
    if topic.parent_id != old:
        topic.save(update_fields=["parent"])
    for number, each in enumerate(siblings):
        each.sort_order = number
    Topic.objects.bulk_update(siblings, ["sort_order"])
    places_changed.send(Topic, question_ids=[], topic_ids=sorted({topic.pk, *filter(None, (old, topic.parent_id))}))


@transaction.atomic
def topic_step(*, topic: Topic, way: str) -> bool:
    """Move a topic one step, as the buttons do; return whether there was somewhere to go.

    "in" puts it at the end of the one above it, "out" behind the one it stands in. Raises ValidationError as topic_move does.
    """
    siblings = _below(topic, topic.parent_id)
    at = next(number for number, each in enumerate(siblings) if each.pk == topic.pk)
    above = siblings[at - 1] if at else None
    if way == "up" and above:
        topic_move(topic=topic, parent=topic.parent, position=at - 1)
    elif way == "down" and at + 1 < len(siblings):
        topic_move(topic=topic, parent=topic.parent, position=at + 1)
    elif way == "in" and above:
        topic_move(topic=topic, parent=above, position=above.children.count())
    elif way == "out" and topic.parent:
        outside = _below(topic, topic.parent.parent_id)
        behind = next(number for number, each in enumerate(outside) if each.pk == topic.parent_id)
        topic_move(topic=topic, parent=topic.parent.parent, position=behind + 1)
    else:
        return False
    return True


def _below(topic: Topic, parent_id: int | None) -> list[Topic]:
    return list(Topic.objects.filter(locale_id=topic.locale_id, parent_id=parent_id))
