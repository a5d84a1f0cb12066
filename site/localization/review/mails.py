"""Wagtail mails about workflows itself. Of translations people are told by `localization.notices`, in one mail and not two."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.admin.mail import BaseWorkflowStateEmailNotifier
from wagtail.models import WorkflowState

from localization.review.workflow import is_ours


def _not_for_translations(can_handle: Callable[..., bool]) -> Callable[..., bool]:
    @wraps(can_handle)
    def wrapped(self: Any, instance: Any, **kwargs: Any) -> bool:
        return can_handle(self, instance, **kwargs) and not (isinstance(instance, WorkflowState) and is_ours(instance))

    return wrapped


def connect() -> None:
    """Put it in; called once when the room is ready."""
    BaseWorkflowStateEmailNotifier.can_handle = _not_for_translations(BaseWorkflowStateEmailNotifier.can_handle)
