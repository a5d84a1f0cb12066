"""wagtail-localize and blocks of plugins: what is switched off is translated with the page, what is gone is left alone.

It reads a page's streams while it looks for texts and while it writes translations. Within that, blocks of plugins that are
switched off are read as what they are. A block without code has no texts then, and would become a copy of the original's;
instead the translation keeps the one it has. There is no extension point for either, hence the wrapping.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail_localize import models as localize

from content.fields import HelpStreamField
from content.plain import items_of
from content.registry import SEPARATOR, known_block
from content.stream_block import every_block

READING = ("refresh_segments", "create_or_update_translation", "get_ephemeral_translated_instance")


def connect() -> None:
    """Wrap what is needed; called once when the room is ready."""
    for name in READING:
        setattr(localize.TranslationSource, name, _with_every_block(getattr(localize.TranslationSource, name)))
    localize.ingest_segments = _keeping_the_gone(localize.ingest_segments)


def _with_every_block(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with every_block():
            return method(*args, **kwargs)

    return wrapped


def _keeping_the_gone(ingest: Callable[..., None]) -> Callable[..., None]:
    @wraps(ingest)
    def wrapped(original: Model, translation: Model, *args: Any, **kwargs: Any) -> None:
        ingest(original, translation, *args, **kwargs)
        for field in translation._meta.get_fields():
            if isinstance(field, HelpStreamField):
                _keep_the_gone(translation, field.attname)

    return wrapped


def _keep_the_gone(translation: Model, name: str) -> None:
    raw = deepcopy(getattr(translation, name).get_prep_value())  # it is the original's
    gone = [each for each in items_of(raw) if _is_gone(each)]
    if translation.pk is None or not gone:
        return
    stored = type(translation)._base_manager.filter(pk=translation.pk).values_list(name, flat=True).first()
    before = stored.get_prep_value() if isinstance(stored, StreamValue) else []
    kept = {(each.get("id"), each["type"]): each["value"] for each in items_of(before) if _is_gone(each)}
    for each in gone:
        each["value"] = kept.get((each.get("id"), each["type"]), each["value"])
    setattr(translation, name, raw)


def _is_gone(each: dict[str, Any]) -> bool:
    return SEPARATOR in each["type"] and known_block(each["type"]) is None
