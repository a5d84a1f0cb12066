"""Turns Wagtail's signals into the actions of this room, after the change is stored."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content import hooks
from content.addresses import page_path
from content.models import HelpPage


def on_published(instance: Page, **_kwargs: Any) -> None:
    # Wagtail says "published" of what is only scheduled as well.
    if isinstance(instance, HelpPage) and instance.live:
        is_first = instance.first_published_at == instance.last_published_at
        transaction.on_commit(partial(hooks.page_published, page=instance, is_first=is_first))


def on_unpublished(instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, HelpPage):
        transaction.on_commit(partial(hooks.page_unpublished, page=instance))


def on_moved(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _moved(instance, url_path_before)


def on_slug_changed(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    _moved(instance, instance_before.url_path)


def _moved(instance: Page, url_path_before: str) -> None:
    page = instance.specific
    if isinstance(page, HelpPage):
        old_url = page_path(url_path=url_path_before, locale_id=page.locale_id)
        transaction.on_commit(partial(hooks.page_moved, page=page, old_url=old_url))


def on_deleted(instance: HelpPage, **_kwargs: Any) -> None:
    # Its id is taken from the object before the transaction is over.
    gone = partial(hooks.page_deleted, page_id=instance.pk, title=instance.title, url=instance.link)
    transaction.on_commit(gone)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    page_published.connect(on_published, dispatch_uid="content.tell_published")
    page_unpublished.connect(on_unpublished, dispatch_uid="content.tell_unpublished")
    post_page_move.connect(on_moved, dispatch_uid="content.tell_moved")
    page_slug_changed.connect(on_slug_changed, dispatch_uid="content.tell_slug")
    post_delete.connect(on_deleted, sender=HelpPage, dispatch_uid="content.tell_deleted")
