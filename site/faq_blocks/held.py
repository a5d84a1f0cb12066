"""Which questions are held fast by somebody, told for many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState

from faq_blocks.models import Question

AT_ONCE = 400


def in_workflow(ids: Sequence[int]) -> set[int]:
    """Return those of the questions that are being reviewed, or wait for changes that a reviewer asked for."""
    return _of_questions(WorkflowState.objects.active(), ids)


def perhaps_locked(questions: Collection[Question]) -> set[int]:
    """Return the ids of those that have a lock, a workflow or a planned publication: the others are locked for nobody.

    A few queries for all of them; for whom one of these is locked, Question.get_lock tells.
    """
    ids = [each.pk for each in questions]
    planned = _of_questions(Revision.objects.filter(approved_go_live_at__isnull=False), ids)
    return {each.pk for each in questions if each.locked} | in_workflow(ids) | planned


def in_parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield some hundred of them at a time: databases take only so many values in one question."""
    for at in range(0, len(items), AT_ONCE):
        yield items[at : at + AT_ONCE]


def _of_questions(rows: Any, ids: Sequence[int]) -> set[int]:
    own = rows.filter(base_content_type=ContentType.objects.get_for_model(Question))
    parts = (own.filter(object_id__in=[str(pk) for pk in part]).values_list("object_id", flat=True) for part in in_parts(ids))
    return {int(pk) for part in parts for pk in part}
