"""What keeps the due dates true, and what this part of the room registers with others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import post_page_move

from content.publishing import register_publish_gate
from kb.models import ArticlePage, CategoryPage, ReviewSettings
from kb.review.due import due_refresh, staleness_tell
from kb.review.four_eyes import asks_for_four_eyes, own_changes_refused
from kb.review.reminders import reminders_send
from kb.review.selectors import stale_measure
from plugins.hooks import add_action
from search.pages import register_page_measure

DAILY = timedelta(days=1)
HOURLY = timedelta(hours=1)


def on_saved(sender: type, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """An article has its own date; what a category says counts for everything below."""
    if raw:
        return
    if isinstance(instance, ArticlePage):
        if due_refresh(path=instance.path, only_itself=True):
            instance.review_due = ArticlePage.objects.values_list("review_due", flat=True).get(pk=instance.pk)
    elif isinstance(instance, CategoryPage):
        due_refresh(path=instance.path)
    elif isinstance(instance, ReviewSettings):
        due_refresh()


def on_moved(instance: Any, **_kwargs: Any) -> None:
    """Other categories stand above it now."""
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
    register("kb.review_dates", every=DAILY, run=daily_look)
    register("kb.review_reminders", every=HOURLY, run=reminders_send)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from kb.compare import registering  # noqa: F401
    from kb.review import admin

    post_save.connect(on_saved, dispatch_uid="kb.review.saved")
    post_page_move.connect(on_moved, dispatch_uid="kb.review.moved")
    register_page_measure("stale", stale_measure)
    register_publish_gate(own_changes_refused, asks_for_four_eyes)
    add_action("scheduled_jobs", on_scheduled_jobs)
    add_action("import_finished", on_import_finished)
    admin.connect()
