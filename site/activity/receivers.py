"""What this room does when the site starts: it listens for pages that go, and has its jobs run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page

from activity.counting import counts_delete, months_fold, views_fold
from plugins.hooks import add_action

FOLD_EVERY = timedelta(hours=1)
MONTHS_EVERY = timedelta(days=1)


def on_page_deleted(instance: Page, **_kwargs: Any) -> None:
    counts_delete(page_id=instance.pk)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Count readers, and sum up what is old."""
    register("activity.fold", every=FOLD_EVERY, run=views_fold)
    register("activity.months", every=MONTHS_EVERY, run=months_fold)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    post_delete.connect(on_page_deleted, sender=Page, dispatch_uid="activity.page_deleted")
    add_action("scheduled_jobs", on_scheduled_jobs)
