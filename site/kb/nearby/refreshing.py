"""Keeps what was found, and looks again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from content.models import HelpPage
from kb.models import ArticlePage, Nearby
from kb.nearby.finding import nearby_pages
from plugins.hooks import add_action

EVERY = timedelta(minutes=10)
LASTS = timedelta(days=1)
AT_ONCE = 200
"""Articles that one run looks at: some seconds of work, and 28,800 in a day."""


def nearby_refresh(*, article_id: int) -> list[int]:
    """Find the pages like an article anew, and have those look again that are like it. Returns the ids that were found."""
    article = ArticlePage.objects.filter(pk=article_id, live=True, alias_of__isnull=True).first()
    if article is None:
        Nearby.objects.filter(pk=article_id).delete()
        return []
    found = nearby_pages(article)
    kept = {"page_ids": ",".join(map(str, found)), "found_at": timezone.now()}
    Nearby.objects.update_or_create(article=article, defaults=kept)
    return found


@task()
def find_nearby(article_id: int) -> None:
    """Find the pages like an article that was published. Those found get it into their own lists with the next run."""
    found = nearby_refresh(article_id=article_id)
    Nearby.objects.filter(pk__in=found).update(found_at=None)


def nearby_refresh_oldest(*, most: int = AT_ONCE) -> int:
    """Look again for the articles whose pages were found longest ago, or never. Returns how many."""
    outdated = Q(nearby__isnull=True) | Q(nearby__found_at__isnull=True) | Q(nearby__found_at__lt=timezone.now() - LASTS)
    articles = ArticlePage.objects.filter(outdated, live=True, alias_of__isnull=True)
    oldest = articles.order_by(F("nearby__found_at").asc(nulls_first=True)).values_list("pk", flat=True)[:most]
    return sum(1 for pk in list(oldest) if nearby_refresh(article_id=pk) is not None)


def on_published(page: HelpPage) -> None:
    if isinstance(page, ArticlePage):
        find_nearby.enqueue(page.pk)


def on_scheduled_jobs(register: Callable[..., Any]) -> None:
    register("kb.nearby", every=EVERY, run=nearby_refresh_oldest)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    add_action("page_published", on_published)
    add_action("scheduled_jobs", on_scheduled_jobs)
