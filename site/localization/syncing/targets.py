"""The page or snippet that a translation is about."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, RevisionMixin

from localization.models import Translation


def target_of(translation: Translation, *, lock: bool = False) -> Any:
    """Return the target as it is in the database, None where there is none. `lock` holds others' drafts back until the commit."""
    if translation.page_id is not None:
        if lock:
            Page.objects.select_for_update().filter(pk=translation.page_id).values_list("pk", flat=True).first()
        page = Page.objects.filter(pk=translation.page_id).first()
        return page.specific if page is not None else None
    model = translation.content_type.model_class()
    if not translation.object_id or model is None:
        return None
    rows = model._base_manager.select_for_update() if lock else model._base_manager
    return rows.filter(pk=translation.object_id).first()


def latest_of(target: Any) -> Any:
    """Return the target as its newest draft says, or itself where it has no revisions."""
    if isinstance(target, RevisionMixin) and target.latest_revision_id is not None:
        return target.get_latest_revision_as_object()
    return target


def latest_id(target: Any) -> int:
    """Return the id of the newest revision, 0 where there is none."""
    return int(getattr(target, "latest_revision_id", None) or 0)
