"""What this room registers with others when the site starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from content.models import HelpPage
from feedback import personal
from feedback.conf import settings_forget
from feedback.models import FeedbackSettings, FeedbackWording
from feedback.selectors import helpful_scores
from feedback.services import comments_expire, restarts_enforce, scores_refresh, votes_delete
from feedback.views.missing import way_out
from plugins.hooks import add_action
from search.pages import register_page_measure
from search.ways_out import register_way_out

# Daily, and over more days than one: a scheduler that stood still for a weekend loses nothing.
REFRESH_EVERY = timedelta(days=1)
REFRESH_WINDOW = timedelta(days=3)


def on_page_deleted(instance: HelpPage, **_kwargs: Any) -> None:
    votes_delete(target=instance)


def on_page_published(instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, HelpPage):
        restarts_enforce(instance)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Let search learn of new votes once a day: a score that is a day old costs nothing, an index write per vote does.

    What is older than the settings allow is looked for every hour: the promise is in days.
    """
    register("feedback.scores", every=REFRESH_EVERY, run=lambda: scores_refresh(since=timezone.now() - REFRESH_WINDOW))
    register("feedback.forget", every=timedelta(hours=1), run=comments_expire)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    register_page_measure("helpful", helpful_scores)
    personal.register_own()
    register_way_out(way_out, order=90)
    post_delete.connect(on_page_deleted, sender=HelpPage, dispatch_uid="feedback.page_deleted")
    page_published.connect(on_page_published, dispatch_uid="feedback.page_published")
    for model in (FeedbackSettings, FeedbackWording):
        for signal in (post_save, post_delete):
            signal.connect(settings_forget, sender=model, dispatch_uid=f"feedback.forget_{model.__name__}")
    add_action("scheduled_jobs", on_scheduled_jobs)
