"""Which questions readers open: counted by the room of activity, without knowing any of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest

from activity.counting import openings_delete
from activity.selectors import open_counts
from activity.targets import Openable
from faq_blocks.hooks import faq_opened, faq_voted
from faq_blocks.models import Question
from faq_blocks.readers.kind import KIND
from feedback.models import Vote
from feedback.targets import target_type

NUMBER = 11
"""The number of questions among what is opened; it stands in the counts."""


def openable_questions() -> Openable:
    """Return what the beacon needs to know of questions."""
    return Openable(KIND, NUMBER, for_reader=_for_reader, opened=_opened)


def _for_reader(request: HttpRequest, ids: Collection[int]) -> list[int]:
    return list(Question.objects.listable_to(request.user).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _opened(ids: Collection[int]) -> None:
    faq_opened(question_ids=list(ids))


def opening_counts(question_ids: Iterable[int], days: int) -> dict[int, int]:
    """Return how many readers opened questions in the last so many days; those that nobody opened are left out. One query."""
    return open_counts(NUMBER, question_ids, days)


def on_feedback_given(vote: Vote, is_change: bool) -> None:
    """Tell of votes on questions; the others are told of by the room of feedback."""
    if vote.target_type_id == target_type(Question).pk:
        faq_voted(question_id=vote.target_id, is_helpful=vote.is_helpful, is_change=is_change)


def on_question_deleted(instance: Question, **_kwargs: Any) -> None:
    """Forget who opened it."""
    openings_delete(kind=NUMBER, target_id=instance.pk)
