"""Marking articles as reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kb.models import ArticlePage
from kb.review.due import due_refresh
from kb.review.selectors import team_of

ACTION = "kb.review"


@transaction.atomic
def article_review(*, article: ArticlePage, user: Any, note: str = "", verified_until: date | None = None) -> None:
    """Note that somebody checked an article today, and found all of it still true. Makes no revision; it is logged.

    Without `verified_until` the interval counts anew from today. Whether the person may do it is the caller's to ask
    (`selectors.may_review`).
    """
    facts = {
        "reviewed_on": timezone.localdate(),
        "reviewed_by": user,
        "reviewed_as": team_of(article.path),
        "verified_until": verified_until,
    }
    ArticlePage.objects.filter(pk=article.pk).update(**facts)
    for name, value in facts.items():
        setattr(article, name, value)
    due_refresh(path=article.path, only_itself=True)
    article.refresh_from_db(fields=["review_due"])
    log(instance=article, action=ACTION, user=user, data={"note": note} if note else None)


def articles_review(*, articles: Iterable[ArticlePage], user: Any, note: str = "", verified_until: date | None = None) -> int:
    """Mark several articles as reviewed, all or none; return how many."""
    count = 0
    with transaction.atomic():
        for article in articles:
            article_review(article=article, user=user, note=note, verified_until=verified_until)
            count += 1
    return count
