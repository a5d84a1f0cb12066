"""What this room registers with others when the site starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_published, published

from feedback import personal
from feedback.conf import settings_forget
from feedback.kinds import all_kinds, register_target_kind
from feedback.models import FeedbackSettings, FeedbackWording
from feedback.pages import PageKind
from feedback.selectors import helpful_scores
from feedback.services import comments_expire, restarts_enforce, scores_refresh, votes_delete
from feedback.views.missing import way_out
from plugins.hooks import add_action
from search.pages import register_page_measure
from search.ways_out import register_way_out

# Daily, and over more days than one: a scheduler that stood still for a weekend loses nothing.
REFRESH_EVERY = timedelta(days=1)
REFRESH_WINDOW = timedelta(days=3)


def on_target_deleted(instance: models.Model, **_kwargs: Any) -> None:
    votes_delete(target=instance)


def on_published(instance: models.Model, **_kwargs: Any) -> None:
    if any(isinstance(instance, kind.model) for kind in all_kinds()):
        restarts_enforce(instance)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Let search learn of new votes once a day: a score that is a day old costs nothing, an index write per vote does.

    What is older than the settings allow is looked for every hour: the promise is in days.
    """
    from feedback.inbox.answering import answers_settle

    register("feedback.scores", every=REFRESH_EVERY, run=lambda: scores_refresh(since=timezone.now() - REFRESH_WINDOW))
    register("feedback.answers", every=timedelta(hours=1), run=answers_settle)
    register("feedback.forget", every=timedelta(hours=1), run=comments_expire)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    register_page_measure("helpful", helpful_scores)
    personal.register_own()
    register_way_out(way_out, order=90)
    register_target_kind(PageKind())
    for published_signal in (page_published, published):
        published_signal.connect(on_published, dispatch_uid="feedback.published")
    for model in (FeedbackSettings, FeedbackWording):
        for signal in (post_save, post_delete):
            signal.connect(settings_forget, sender=model, dispatch_uid=f"feedback.forget_{model.__name__}")
    add_action("scheduled_jobs", on_scheduled_jobs)
