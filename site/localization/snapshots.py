"""States of sources: what a translation was last merged with, kept for as long as one names it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields

from localization.models import SourceSnapshot, Translation
from localization.segments import ids_settle

YOUNG = timedelta(hours=1)


def snapshot_take(source: Any) -> SourceSnapshot:
    """Keep a source as it is now and return the row; the same row for the same state. Others that nobody names go."""
    return snapshots_take([source])[0]


def snapshots_take(sources: Sequence[Any]) -> list[SourceSnapshot]:
    """Keep many sources of any models at once, in the order given. Their children should be loaded (`children_load`).

    Three statements; `revision` of a state that came back becomes the newest one.
    """
    made = [_snapshot(source) for source in sources]
    SourceSnapshot.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["translation_key", "digest"], update_fields=["revision"]
    )
    keys = {each.translation_key for each in made}
    rows = {(each.translation_key, each.digest): each for each in SourceSnapshot.objects.filter(translation_key__in=keys)}
    taken = [rows[each.translation_key, each.digest] for each in made]
    _prune(keys, taken)
    return taken


def _prune(keys: Iterable[Any], taken: list[SourceSnapshot]) -> None:
    kept = {each.pk for each in taken}
    # A young one may be about to be named by somebody else's transaction.
    old = SourceSnapshot.objects.filter(translation_key__in=keys, translations=None, created__lt=timezone.now() - YOUNG)
    old.exclude(pk__in=kept).delete()


def source_at(snapshot: SourceSnapshot, model: type[Model]) -> Any:
    """Return a source as it was, unsaved: with its primary key, and without looking whether what it points to is still there."""
    if hasattr(model, "from_serializable_data"):
        return model.from_serializable_data(snapshot.content, check_fks=False)
    return model_from_serializable_data(model, snapshot.content, check_fks=False)


def source_of(translation: Translation) -> Any | None:
    """Return the source of a translation as it is now; None where it is gone.

    That is the row: what readers see of a published source, what its editors last saved of one that never was.
    """
    model = translation.content_type.model_class()
    if model is None:
        return None
    rows = model._base_manager.filter(translation_key=translation.translation_key, locale_id=translation.source_locale_id)
    return rows.first()


def content_of(instance: Any) -> dict[str, Any]:
    """Return what a revision of a page or snippet holds, as plain JSON. Children of streams get their ids first."""
    ids_settle(instance)
    data = instance.serializable_data() if hasattr(instance, "serializable_data") else get_serializable_data_for_fields(instance)
    return cast(dict[str, Any], json.loads(json.dumps(data, cls=DjangoJSONEncoder)))


def _snapshot(source: TranslatableMixin) -> SourceSnapshot:
    content = content_of(source)
    content.pop(COMMENTS_RELATION_NAME, None)
    revision = getattr(source, "live_revision_id", None) or getattr(source, "latest_revision_id", None) or 0
    return SourceSnapshot(
        translation_key=source.translation_key, revision=revision, content=content, digest=_digest(source, content)
    )


def _digest(source: Any, content: dict[str, Any]) -> str:
    """A name for what translations take from a source: it stays the same when only dates or places of the source changed."""
    names = {each.field_name for each in get_translatable_fields(type(source)) if _counts(each, source)}
    told = json.dumps({name: content[name] for name in sorted(names) if name in content}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _counts(each: Any, source: Any) -> bool:
    if each.field_name == "slug" and isinstance(source, Page):
        return False
    return bool(each.is_translated(source) or each.is_synchronized(source))
