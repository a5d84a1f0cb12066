"""What changes search: every event writes to the outbox, in the transaction of the event."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import HelpPage
from content.signals import freshness_changed, text_changed, visibility_changed
from search import pages
from search.outbox import outbox_add

_UID = "search.outbox"


def connect() -> None:
    """Listen to everything that changes what may be found."""
    pages.register()
    page_published.connect(_page_changed, dispatch_uid=_UID)
    page_unpublished.connect(_page_changed, dispatch_uid=_UID)
    post_delete.connect(_page_deleted, dispatch_uid=_UID)
    post_page_move.connect(_page_moved, dispatch_uid=_UID)
    post_save.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid=_UID)
    post_delete.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid=_UID + ".restriction")
    visibility_changed.connect(_pages_changed, dispatch_uid=_UID)
    text_changed.connect(_pages_changed, dispatch_uid=_UID)
    freshness_changed.connect(_pages_changed, dispatch_uid=_UID)


def _page_changed(*, instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, HelpPage):
        outbox_add(page_ids=[instance.pk])


def _page_deleted(*, instance: Any, **_kwargs: Any) -> None:
    # Sent for each table of a page; one entry comes of it.
    if isinstance(instance, HelpPage):
        outbox_add(page_ids=[instance.pk])


def _page_moved(*, instance: Page, **_kwargs: Any) -> None:
    _whole_branch(instance)


def _restriction_changed(*, instance: PageViewRestriction, **_kwargs: Any) -> None:
    if page := Page.objects.filter(pk=instance.page_id).first():
        _whole_branch(page)


def _pages_changed(*, page_ids: list[int], **_kwargs: Any) -> None:
    outbox_add(page_ids=page_ids)


def _whole_branch(page: Page) -> None:
    outbox_add(page_ids=HelpPage.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
