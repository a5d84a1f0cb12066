"""The page or snippet that a translation is about, and the translation that a page or snippet is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import DraftStateMixin, Page, RevisionMixin

from localization.models import Translation


def target_of(translation: Translation, *, lock: bool = False) -> Any:
    """Return the page (of its type) or snippet as its row is now; None where it is gone or not made yet.

    `lock` holds others' drafts back until the commit.
    """
    model = translation.content_type.model_class()
    if model is None or not translation.object_id:
        return None
    if lock:
        # Of a page the row that all types have: Wagtail's own writes lock it, and not that of the type.
        rows = Page.objects if issubclass(model, Page) else model._base_manager
        rows.select_for_update().filter(pk=translation.object_id).values_list("pk", flat=True).first()
    return model._base_manager.filter(pk=translation.object_id).first()


def targets_of(translations: Iterable[Translation]) -> dict[int, Any]:
    """Return the targets of translations by the translations' primary keys. One query for each model."""
    by_type: dict[int, dict[str, int]] = {}
    for each in translations:
        if each.object_id:
            by_type.setdefault(each.content_type_id, {})[each.object_id] = each.pk
    found: dict[int, Any] = {}
    for content_type, pks in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            found |= {pks[str(row.pk)]: row for row in model._base_manager.filter(pk__in=pks)}
    return found


def has_drafts(model: Any) -> bool:
    """Tell whether things of this model can be written without anybody seeing it."""
    return issubclass(model, DraftStateMixin)


def translation_of(target: Any) -> Translation | None:
    """Return the translation that a page or snippet is; None for all that is none."""
    if isinstance(target, Page):
        return Translation.objects.filter(page_id=target.pk).select_related("locale").first()
    kind = ContentType.objects.get_for_model(target, for_concrete_model=False)
    return Translation.objects.filter(content_type=kind, object_id=str(target.pk)).select_related("locale").first()


def latest_of(target: Any) -> Any:
    """Return the target as its newest draft says, or itself where it has no revisions."""
    if isinstance(target, RevisionMixin) and target.latest_revision_id is not None:
        return target.get_latest_revision_as_object()
    return target


def latest_id(target: Any) -> int:
    """Return the id of the newest revision, 0 where there is none."""
    return int(getattr(target, "latest_revision_id", None) or 0)
