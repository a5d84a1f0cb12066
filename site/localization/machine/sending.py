"""What may be sent to a machine outside: nothing that only some readers may see, unless a setting allows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin

from content.audiences import Audience
from content.streams import raw_stream_for
from localization.models import Translation
from localization.public import public_among


def sendable_among(translations: Iterable[Translation]) -> dict[int, frozenset[str]]:
    """Return which translations may be sent, by primary key, with the ids of blocks in them that may not.

    A page or question has to be public; what stands in it, or in a reusable content, for signed-in readers or agents alone stays
    here.
    """
    those = list(translations)
    if settings.SANAD_MACHINE_SEND_CLOSED:
        return {each.pk: frozenset() for each in those}
    public = public_among(those)
    sources = _sources([each for each in those if each.pk in public])
    return {each.pk: _hidden(sources.get((each.translation_key, each.source_locale_id))) for each in those if each.pk in public}


def _sources(translations: list[Translation]) -> dict[tuple[Any, int], Any]:
    """Return the sources by key and language; a query for each type."""
    by_type: defaultdict[Any, list[Translation]] = defaultdict(list)
    for each in translations:
        by_type[each.content_type].append(each)
    found: dict[tuple[Any, int], Any] = {}
    for content_type, those in by_type.items():
        model = content_type.model_class()
        if model is not None and any(isinstance(field, StreamField) for field in model._meta.concrete_fields):
            rows = model._base_manager.filter(translation_key__in=[each.translation_key for each in those])
            found |= {(row.translation_key, row.locale_id): row for row in rows}
    return found


def _hidden(source: Any) -> frozenset[str]:
    """Return the ids of blocks in a source that the public does not see: of its draft too."""
    if source is None:
        return frozenset()
    states = [source]
    if isinstance(source, DraftStateMixin) and source.has_unpublished_changes and (draft := source.get_latest_revision()):
        states.append(draft.as_object())
    return frozenset().union(*(_hidden_in(state) for state in states))


def _hidden_in(source: Any) -> set[str]:
    hidden: set[str] = set()
    for field in source._meta.concrete_fields:
        if isinstance(field, StreamField):
            raw = list(getattr(source, field.name).raw_data)
            hidden |= set(_ids(raw)) - set(_ids(raw_stream_for(raw, Audience.PUBLIC)))
    return hidden


def _ids(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        if isinstance(raw.get("id"), str):
            yield raw["id"]
        for value in raw.values():
            yield from _ids(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _ids(value)


def is_withheld(path: str, hidden: frozenset[str]) -> bool:
    """Tell whether a unit's path leads into a block that may not be sent."""
    return bool(hidden) and any(part in hidden for part in path.split("."))
