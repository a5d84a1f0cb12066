"""Tells whoever keeps something of pages that the text on them has become another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page

from content.reusable.models import ReusableContent
from content.reusable.usage import rows_using
from content.signals import text_changed

_UID = "content.reusable"
_SHOWN = {"body", "live", "expire_at"}


def on_saved(instance: ReusableContent, update_fields: Any = None, raw: bool = False, **_kwargs: Any) -> None:
    # A new draft is noted on the row as well, and changes nothing of what readers see.
    if raw or (update_fields is not None and not _SHOWN & set(update_fields)):
        return
    _tell(rows_using([instance.pk]))


def on_deleting(instance: ReusableContent, **_kwargs: Any) -> None:
    # Asked before, for the index forgets it together with the row.
    instance._rows_using = rows_using([instance.pk])


def on_deleted(instance: ReusableContent, **_kwargs: Any) -> None:
    _tell(getattr(instance, "_rows_using", {}))


def _tell(rows: Mapping[type[Model], set[int]]) -> None:
    if rows:
        others = {model: sorted(ids) for model, ids in rows.items() if model is not Page}
        text_changed.send(ReusableContent, page_ids=sorted(rows.get(Page, ())), others=others)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    post_save.connect(on_saved, sender=ReusableContent, dispatch_uid=_UID)
    pre_delete.connect(on_deleting, sender=ReusableContent, dispatch_uid=_UID)
    post_delete.connect(on_deleted, sender=ReusableContent, dispatch_uid=_UID)
