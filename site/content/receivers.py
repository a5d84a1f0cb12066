"""Keeps the computed visibility true: every change that matters recomputes it in its own transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from content.models import HelpPage
from content.visibility import FIELDS, visibility_refresh


def on_page_saved(sender: type, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    if raw or not isinstance(instance, Page):
        return
    visibility_refresh(page_id=instance.pk)
    if isinstance(instance, HelpPage):
        # The object in hand shall not lie to its holder, nor write old values back.
        stored = HelpPage._base_manager.filter(pk=instance.pk).values_list(*FIELDS).first()
        for name, value in zip(FIELDS, stored or (), strict=False):
            setattr(instance, name, value)


def on_page_moved(instance: Any, **_kwargs: Any) -> None:
    visibility_refresh(page_id=instance.pk, whole_subtree=True)


def on_restriction_changed(instance: Any, **_kwargs: Any) -> None:
    visibility_refresh(page_id=instance.page_id, whole_subtree=True)


def on_groups_changed(instance: Any, action: str, reverse: bool, **_kwargs: Any) -> None:
    if not reverse and action in {"post_add", "post_remove", "post_clear"}:
        visibility_refresh(page_id=instance.page_id, whole_subtree=True)


def on_group_deleted(instance: Any, **_kwargs: Any) -> None:
    # Deleting a group sends no m2m_changed; its rows go with it, so the pages are noted before and mended after.
    page_ids = list(PageViewRestriction.objects.filter(groups=instance).values_list("page_id", flat=True))
    if page_ids:
        transaction.on_commit(lambda: [visibility_refresh(page_id=pk, whole_subtree=True) for pk in page_ids])


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from django.contrib.auth.models import Group

    post_save.connect(on_page_saved, dispatch_uid="content.page_saved")
    post_page_move.connect(on_page_moved, dispatch_uid="content.page_moved")
    for signal in (post_save, post_delete):
        signal.connect(on_restriction_changed, sender=PageViewRestriction, dispatch_uid=f"content.restriction.{id(signal)}")
    m2m_changed.connect(on_groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="content.restriction_groups")
    pre_delete.connect(on_group_deleted, sender=Group, dispatch_uid="content.group_deleted")
