from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from localization.models import Origin, Translation, Unit, UnitState


def target_of(translation: Translation) -> Any:
    """Return the page or snippet that a translation is, as its row stands now; None where it is gone or not made yet."""
    model = translation.content_type.model_class()
    if model is None or not translation.object_id:
        return None
    return model._base_manager.filter(pk=translation.object_id).first()


def translation_for(target: Any) -> Translation | None:
    """Return the translation that a page or snippet is; None for all that is none."""
    if isinstance(target, Page):
        return Translation.objects.filter(page_id=target.pk).select_related("locale").first()
    kind = ContentType.objects.get_for_model(target, for_concrete_model=False)
    return Translation.objects.filter(content_type=kind, object_id=str(target.pk)).select_related("locale").first()


def words_stamp(translation: Translation) -> str:
    """Return a name for what a translation says now: another one after any write, merge or new draft. Two queries."""
    words = Unit.objects.filter(translation=translation).exclude(state=UnitState.BIN).order_by("pk")
    model = translation.content_type.model_class()
    draft = 0
    if translation.object_id and model is not None and hasattr(model, "latest_revision"):
        rows = model._base_manager.filter(pk=translation.object_id)
        draft = rows.values_list("latest_revision_id", flat=True).first() or 0
    said = (translation.snapshot_id, draft, list(words.values_list("pk", "version", "state")))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def wrote_any(user: Any, translation: Translation) -> bool:
    """Tell whether a person wrote, or took over from a machine, any of the words that wait to be published."""
    words = Unit.objects.filter(translation=translation, user=user).exclude(state__in=(UnitState.BIN, UnitState.TO_DO))
    words = words.filter(Q(origin=Origin.HUMAN) | Q(origin=Origin.MACHINE, needs_edit=False))
    if translation.published is not None:
        words = words.filter(written__gt=translation.published)
    return words.exists()
