"""Who may do what in the library, beyond what Wagtail asks for the forms of snippets."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import policy_registry

from faq_blocks.models import Question, Topic


def may(user: Any, action: str, model: type[Any] = Question) -> bool:
    """Tell whether somebody has a right ("add", "change", "publish" and so on) on questions, or on topics."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, action))


def may_place(user: Any, question: Question) -> bool:
    """Tell whether somebody may change the topics of a question: readers see it at once when the question is published."""
    return may(user, "change") and (not question.live or may(user, "publish"))


def may_sort(user: Any) -> bool:
    """Tell whether somebody may put topics, and the questions in them, into another order."""
    return may(user, "change", Topic)


def is_locked_for(user: Any, question: Question) -> bool:
    """Tell whether the text of a question is held fast: by a lock, a workflow, or a planned publication."""
    lock = question.get_lock()
    return bool(lock and lock.for_user(user))
