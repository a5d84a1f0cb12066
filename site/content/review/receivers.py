"""What keeps the due dates true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import post_page_move

from content.review.due import due_refresh, staleness_tell
from content.review.kinds import kind_of, reviewed_kinds
from content.review.reminders import reminders_send
from plugins.hooks import add_action

DAILY = timedelta(days=1)
HOURLY = timedelta(hours=1)


def on_saved(sender: type, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """A page has its own date; what one above it says counts for everything below."""
    if raw:
        return
    if kind := kind_of(instance):
        if due_refresh(page=instance):
            instance.review_due = kind.model._base_manager.values_list("review_due", flat=True).get(pk=instance.pk)
    elif any(isinstance(instance, kind.carrier) for kind in reviewed_kinds()):
        due_refresh(path=instance.path)


def on_moved(instance: Any, **_kwargs: Any) -> None:
    """Other pages stand above it now."""
    due_refresh(path=instance.path)


def on_import_finished(**_kwargs: Any) -> None:
    """Imports write rows, and send no signals."""
    due_refresh()


def daily_look() -> None:
    """Mend what nobody told of, and tell search what time made stale."""
    due_refresh()
    staleness_tell()


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look every day; reminders more often, so that a failing mail server costs an hour and not a day."""
    register("content.review_dates", every=DAILY, run=daily_look)
    register("content.review_reminders", every=HOURLY, run=reminders_send)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from content.review import admin

    post_save.connect(on_saved, dispatch_uid="content.review.saved")
    post_page_move.connect(on_moved, dispatch_uid="content.review.moved")
    add_action("scheduled_jobs", on_scheduled_jobs)
    add_action("import_finished", on_import_finished)
    admin.connect()
