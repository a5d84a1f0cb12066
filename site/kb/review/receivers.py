"""What this part of the room registers with others."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from content.publishing import register_publish_gate
from content.review.due import due_refresh
from content.review.kinds import register_reviewed
from content.review.selectors import stale_measure
from kb.models import ArticlePage, ReviewSettings
from kb.review.four_eyes import asks_for_four_eyes, own_changes_refused
from kb.review.reviewed import ARTICLES
from search.pages import register_page_measure


def on_settings_saved(raw: bool = False, **_kwargs: Any) -> None:
    """The interval of the whole site counts where nobody says otherwise."""
    if not raw:
        due_refresh()


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    register_reviewed(ARTICLES)
    register_page_measure("stale", stale_measure(ArticlePage), of=ArticlePage)
    post_save.connect(on_settings_saved, sender=ReviewSettings, dispatch_uid="kb.review.settings_saved")
    register_publish_gate(own_changes_refused, asks_for_four_eyes)
