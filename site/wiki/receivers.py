from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed

from content.visibility import visibility_refresh
from wiki.models import SpacePage


def on_readers_changed(instance: Any, action: str, reverse: bool, **_kwargs: Any) -> None:
    if not reverse and action in {"post_add", "post_remove", "post_clear"}:
        visibility_refresh(page_id=instance.pk, whole_subtree=True)


def connect() -> None:
    """Recompute visibility when the groups of a space change."""
    m2m_changed.connect(on_readers_changed, sender=SpacePage.readers.through, dispatch_uid="wiki.readers_changed")
