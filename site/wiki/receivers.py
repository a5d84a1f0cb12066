from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.db.models.signals import m2m_changed, post_save, pre_delete
from wagtail.models import Revision
from wagtail.signals import page_published, post_page_move

from content.signals import visibility_changed
from content.visibility import visibility_refresh
from plugins.hooks import add_action
from wiki import documents
from wiki.files import adopt, all_adopt, collection_ensure, follow, rules_write
from wiki.models import PolicyPage, SpacePage
from wiki.models.pages import WikiHelpPage
from wiki.rights import rights_write

_CHANGED = {"post_add", "post_remove", "post_clear"}


def on_readers_changed(instance: Any, action: str, reverse: bool, **_kwargs: Any) -> None:
    if not reverse and action in _CHANGED:
        visibility_refresh(page_id=instance.pk, whole_subtree=True)


def on_workers_changed(instance: Any, action: str, reverse: bool, **_kwargs: Any) -> None:
    if not reverse and action in _CHANGED:
        rights_write(space=SpacePage.objects.get(pk=instance.pk))


def on_group_deleted(instance: Group, **_kwargs: Any) -> None:
    """Refuse to delete the last group of a space: without any group a space is open to more people than before."""
    for name in ("readers", "writers", "approvers"):
        spaces = [space for space in SpacePage.objects.filter(**{name: instance}) if getattr(space, name).count() == 1]
        if spaces:
            raise ProtectedError("Wiki spaces are open to this group alone. Give them another group first.", set(spaces))


def on_space_saved(instance: SpacePage, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and instance.alias_of_id is None:
        collection_ensure(space=instance)


def on_visibility_changed(page_ids: list[int], **_kwargs: Any) -> None:
    """Files follow their space in the same transaction."""
    for space in SpacePage.objects.filter(pk__in=page_ids).exclude(collection=None).select_related("collection"):
        rules_write(collection=space.collection)


def on_revision(instance: Revision, raw: bool = False, **_kwargs: Any) -> None:
    """Drafts too: a file is private from the moment it stands on a wiki page."""
    model = None if raw else ContentType.objects.get_for_id(instance.content_type_id).model_class()
    if model is None or not issubclass(model, WikiHelpPage):
        return
    adopt(page=instance.as_object())


def on_moved(instance: Any, parent_page_before: Any, parent_page_after: Any, **_kwargs: Any) -> None:
    """Files go along into another space, when the page has moved there."""
    if parent_page_before.pk != parent_page_after.pk and isinstance(page := instance.specific, WikiHelpPage):
        follow(page=page)


def on_import(*, collection: str, report: Any) -> None:
    """Imports write many pages at once, of which no signal tells."""
    all_adopt()


def connect() -> None:
    """Recompute visibility and rights when the groups of a space change; keep files of the wiki private."""
    pre_delete.connect(on_group_deleted, sender=Group, dispatch_uid="wiki.group_deleted")
    m2m_changed.connect(on_readers_changed, sender=SpacePage.readers.through, dispatch_uid="wiki.readers_changed")
    m2m_changed.connect(on_workers_changed, sender=SpacePage.writers.through, dispatch_uid="wiki.writers_changed")
    m2m_changed.connect(on_workers_changed, sender=SpacePage.approvers.through, dispatch_uid="wiki.approvers_changed")
    post_save.connect(on_space_saved, sender=SpacePage, dispatch_uid="wiki.space_saved")
    visibility_changed.connect(on_visibility_changed, dispatch_uid="wiki.visibility_changed")
    post_save.connect(on_revision, sender=Revision, dispatch_uid="wiki.revision")
    post_page_move.connect(on_moved, dispatch_uid="wiki.moved")
    add_action("import_finished", on_import)
    page_published.connect(documents.on_policy_published, sender=PolicyPage, dispatch_uid="wiki.policy_published")
