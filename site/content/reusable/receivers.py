"""Tells whoever keeps something of pages that the text on them has become another one."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete

from content.reusable.models import ReusableContent
from content.reusable.usage import pages_using
from content.signals import text_changed

_UID = "content.reusable"
_SHOWN = {"body", "live", "expire_at"}


def on_saved(instance: ReusableContent, update_fields: Any = None, raw: bool = False, **_kwargs: Any) -> None:
    # A new draft is noted on the row as well, and changes nothing of what readers see.
    if raw or (update_fields is not None and not _SHOWN & set(update_fields)):
        return
    _tell(pages_using([instance.pk]))


def on_deleting(instance: ReusableContent, **_kwargs: Any) -> None:
    # Asked before, for the index forgets it together with the row.
    instance._pages_using = pages_using([instance.pk])


def on_deleted(instance: ReusableContent, **_kwargs: Any) -> None:
    _tell(getattr(instance, "_pages_using", set()))


def _tell(page_ids: set[int]) -> None:
    if page_ids:
        text_changed.send(ReusableContent, page_ids=sorted(page_ids))


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    post_save.connect(on_saved, sender=ReusableContent, dispatch_uid=_UID)
    pre_delete.connect(on_deleting, sender=ReusableContent, dispatch_uid=_UID)
    post_delete.connect(on_deleted, sender=ReusableContent, dispatch_uid=_UID)
