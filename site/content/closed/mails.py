"""Mails that Wagtail sends about pages: of comments, and of workflows. They go to those who may still read the page.

Somebody asked to be told, or belongs to a group that approves elsewhere in the tree: neither says that this page is for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.pages import edit
from wagtail.models import Page

from content.closed.pages import is_closed


def _readers(users: Iterable[Any], page: Any) -> list[Any]:
    if not isinstance(page, Page):
        return list(users)
    specific = page.specific_deferred
    return [user for user in users if not is_closed(specific, user)]


def _for_readers(send: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(send)
    def wrapped(recipient_users: Iterable[Any], notification: str, extra_context: dict[str, Any]) -> Any:
        return send(_readers(recipient_users, extra_context.get("page")), notification, extra_context)

    return wrapped


def _of_readers(recipients: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(recipients)
    def wrapped(self: Any, instance: Any, **kwargs: Any) -> set[Any]:
        state = getattr(instance, "workflow_state", instance)
        return set(_readers(recipients(self, instance, **kwargs), getattr(state, "content_object", None)))

    return wrapped


def connect() -> None:
    """Put both in; called once when the room is ready."""
    edit.send_notification = _for_readers(edit.send_notification)
    EmailNotificationMixin.get_valid_recipients = _of_readers(EmailNotificationMixin.get_valid_recipients)
