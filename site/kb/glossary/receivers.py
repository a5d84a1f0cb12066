"""Gives the glossary a new version when a term may have changed, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django.db.models.signals import post_delete, post_save

from kb.models import ArticlePage, GlossaryVersion

# What a term is made of. A save of other fields, such as that of a draft, changes none.
_NAMES = frozenset({"kind", "title", "definition", "other_forms", "live"})


def on_saved(instance: ArticlePage, update_fields: Collection[str] | None = None, raw: bool = False, **_kwargs: Any) -> None:
    # Of any kind: it may have been a term before.
    if not raw and (update_fields is None or _NAMES.intersection(update_fields)):
        glossary_changed(locale_id=instance.locale_id)


def on_deleted(instance: ArticlePage, **_kwargs: Any) -> None:
    glossary_changed(locale_id=instance.locale_id)


def glossary_changed(*, locale_id: int) -> None:
    """Have every process read the terms of a language again."""
    GlossaryVersion.objects.update_or_create(pk=locale_id, defaults={"token": uuid4().hex})


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    post_save.connect(on_saved, sender=ArticlePage, dispatch_uid="kb.glossary_saved")
    post_delete.connect(on_deleted, sender=ArticlePage, dispatch_uid="kb.glossary_deleted")
