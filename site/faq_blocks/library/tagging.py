"""Tags on many questions at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from faq_blocks.models import Question


@transaction.atomic
def question_tag(*, question: Question, tags: Iterable[str], user: Any) -> None:
    """Add tags to a question. What is published gets them at once, and so does the draft that waits beside it."""
    wanted = list(tags)
    if question.live:
        question.tags.add(*wanted)
        if not question.has_unpublished_changes:
            question.save_revision(user=user).publish(user=user)
            return
        question.save()
    draft = question.get_latest_revision_as_object()
    draft.tags.add(*wanted)
    if not question.live:
        draft.save()
    draft.save_revision(user=user)
