"""Rows of translations and their units, in memory: nothing is asked of the database for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from localization.counting import word_count
from localization.creating.filling import Fill, filled
from localization.models import Kind, SourceSnapshot, Translation, TranslationEvent, Unit, UnitState
from localization.rendering.drafts import texts_for
from localization.segments import Found, found_in, twins_of
from localization.segments.twins import Twins
from localization.snapshots import snapshots_take
from localization.units import source_digest


@dataclass
class Begun:
    """One source on its way to a translation. `translation` is an old one whose target is gone, or None."""

    source: Any
    found: Found
    snapshot: SourceSnapshot
    translation: Translation | None = None
    target: Any = None
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    fills: Mapping[str, Fill] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether there is no translation yet."""
        return self.translation is None

    @property
    def row(self) -> Translation:
        """The translation, once there is one."""
        if self.translation is None:
            raise ValueError("This translation is not made yet.")
        return self.translation


def begin(sources: list[Any], old: dict[Any, Translation], locale: Any) -> tuple[list[Begun], Twins]:
    """Read sources whose children are loaded: their segments, states, and what is known in the language already.

    `old` are translations without a target by translation key: they keep their units, and their state of the source.
    """
    snapshots = snapshots_take(sources) if sources else []
    some = [
        Begun(source, found_in(source), snapshot, old.get(source.translation_key))
        for source, snapshot in zip(sources, snapshots, strict=True)
    ]
    _fill([each for each in some if each.is_new], locale)
    _take_up([each for each in some if not each.is_new])
    return some, twins_of([each.found for each in some], locale)


def _fill(some: list[Begun], locale: Any) -> None:
    if not some:
        return
    sources = {segment.source: None for each in some for segment in each.found.segments if segment.kind == Kind.TEXT}
    fills = filled(list(sources), some[0].source.locale, locale)
    for each in some:
        each.fills = fills
        for segment in each.found.segments:
            if segment.kind == Kind.TEXT and segment.source in fills:
                each.texts[segment.path, segment.order] = fills[segment.source].text


def _take_up(some: list[Begun]) -> None:
    units: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(translation__in=[each.translation for each in some]) if some else ():
        units.setdefault(unit.translation_id, []).append(unit)
    for each in some:
        each.texts, each.values = texts_for(units.get(each.row.pk, ()), each.found.segments)


def translations_write(some: list[Begun], *, locale: Any, user: Any) -> list[int]:
    """Write the translations of what was begun, with units, counts and history; return their primary keys."""
    new = [each for each in some if each.is_new]
    back = [each for each in some if not each.is_new]
    for each in new:
        each.translation = _translation(each, locale)
    for each in some:
        _name_target(each)
    Translation.objects.bulk_create([each.row for each in new])
    Unit.objects.bulk_create((unit for each in new for unit in _units(each)), batch_size=500)
    Translation.objects.bulk_update([each.row for each in back], ["object_id", "page", "content_type"])
    what = TranslationEvent.What.CREATED
    TranslationEvent.objects.bulk_create(
        TranslationEvent(translation=each.row, what=what, user=user, words=each.row.words_total) for each in some
    )
    return [each.row.pk for each in some]


def _translation(each: Begun, locale: Any) -> Translation:
    source = each.source
    texts = [segment for segment in each.found.segments if segment.kind == Kind.TEXT]
    done = [segment for segment in texts if segment.source in each.fills and not each.fills[segment.source].needs_edit]
    words = {segment.order: word_count(segment.source) for segment in texts}
    return Translation(
        translation_key=source.translation_key,
        locale=locale,
        source_locale_id=source.locale_id,
        snapshot=each.snapshot,
        title=str(getattr(source, "title", source))[:255],
        units_total=len(texts),
        units_done=len(done),
        words_total=sum(words.values()),
        words_done=sum(words[segment.order] for segment in done),
    )


def _name_target(each: Begun) -> None:
    row = each.row
    row.content_type = ContentType.objects.get_for_model(each.source, for_concrete_model=True)
    row.object_id = str(each.target.pk) if each.target is not None and each.target.pk else ""
    row.page_id = each.target.pk if isinstance(each.target, Page) else None


def _units(each: Begun) -> list[Unit]:
    now, units = timezone.now(), []
    for segment in each.found.segments:
        is_text = segment.kind == Kind.TEXT
        unit = Unit(
            translation=each.row,
            path=segment.path,
            order=segment.order,
            kind=segment.kind,
            source=segment.source,
            source_digest=source_digest(segment.source, None if is_text else segment.source_value),
            attributes=segment.attributes,
            source_value=segment.source_value,
        )
        fill = each.fills.get(segment.source) if is_text else None
        if fill is not None:
            unit.text, unit.origin, unit.engine, unit.match = fill.text, fill.origin, fill.engine, fill.match
            unit.needs_edit, unit.state, unit.written = fill.needs_edit, UnitState.DONE, now
        units.append(unit)
    return units
