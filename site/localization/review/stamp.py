"""What a reviewer has seen, by a name; and whose words these are."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q

from localization.models import Origin, Translation, Unit, UnitState


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
