from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.db.models.signals import m2m_changed, pre_delete

from content.visibility import visibility_refresh
from wiki.models import SpacePage


def on_readers_changed(instance: Any, action: str, reverse: bool, **_kwargs: Any) -> None:
    if not reverse and action in {"post_add", "post_remove", "post_clear"}:
        visibility_refresh(page_id=instance.pk, whole_subtree=True)


def on_group_deleted(instance: Group, **_kwargs: Any) -> None:
    """Refuse to delete the last group of a space: without any group a space is open to all agents."""
    spaces = [space for space in SpacePage.objects.filter(readers=instance) if space.readers.count() == 1]
    if spaces:
        raise ProtectedError("Wiki spaces are open to this group alone. Give them another group first.", set(spaces))


def connect() -> None:
    """Recompute visibility when the groups of a space change."""
    pre_delete.connect(on_group_deleted, sender=Group, dispatch_uid="wiki.group_deleted")
    m2m_changed.connect(on_readers_changed, sender=SpacePage.readers.through, dispatch_uid="wiki.readers_changed")
