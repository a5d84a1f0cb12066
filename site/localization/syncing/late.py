"""Translations that were not merged with what their source says: the worker failed, or they began while it was published."""

from __future__ import annotations

from collections.abc import Iterator
from random import sample
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Value
from django.db.models.functions import Coalesce
from wagtail.models import DraftStateMixin, Page, get_translatable_models

from localization.models import Translation
from localization.significance.saying import unready_keys
from localization.syncing.tasks import source_sync

AT_ONCE = 200
"""Sources that are given to the worker at a time; which ones is left to chance, so that some that always fail stop no others."""


def sources_sync_late(*, limit: int = AT_ONCE) -> int:
    """Give the worker the sources whose translations were merged with another state than readers have; return how many.

    Snippets without revisions cannot tell their states apart, and wait for the next time that they are saved.
    """
    keys = [key for model in _models() for key in _late(model)]
    chosen = sample(keys, min(limit, len(keys)))
    for key in chosen:
        source_sync.enqueue(str(key))
    return len(chosen)


def _models() -> Iterator[type[Any]]:
    yield Page
    yield from (each for each in get_translatable_models() if issubclass(each, DraftStateMixin) and not issubclass(each, Page))


def _late(model: type[Any]) -> Any:
    # The revision that a snapshot of the source as it is now would name.
    now = Coalesce("live_revision", "latest_revision", Value(0), output_field=BigIntegerField())
    sources = model._base_manager.filter(translation_key=OuterRef("translation_key"), locale=OuterRef("source_locale"), live=True)
    changed = sources.annotate(now=now).exclude(now=OuterRef("snapshot__revision"))
    rows = Translation.objects.filter(Exists(changed), is_synced=True, snapshot__isnull=False)
    rows = rows.exclude(source_locale=F("locale")).exclude(translation_key__in=unready_keys())
    return rows.order_by().values_list("translation_key", flat=True).distinct()
