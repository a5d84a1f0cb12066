"""What this package registers with other rooms when the site starts."""

from __future__ import annotations

from django.db.models.signals import post_delete

from activity.targets import register_openable
from faq_blocks.models import Question
from faq_blocks.readers.columns import register_columns
from faq_blocks.readers.kind import QuestionKind
from faq_blocks.readers.opening import on_feedback_given, on_question_deleted, openable_questions
from feedback.kinds import register_target_kind
from plugins.hooks import add_action


def register() -> None:
    """Let readers vote on questions, and count who opens them; called once when the room is ready."""
    register_target_kind(QuestionKind())
    register_openable(openable_questions())
    register_columns()
    add_action("feedback_given", on_feedback_given)
    post_delete.connect(on_question_deleted, sender=Question, dispatch_uid="faq_blocks.question_deleted")
