"""What a reviewer compares: the source as it was and is, and the translation as readers have it and as it is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Revision

from localization.models import Kind, Translation, Unit, UnitState, UnitVersion
from localization.review.diffing import Piece, word_diff


@dataclass(frozen=True)
class Compared:
    """One segment. Texts are inline HTML; `source` and `text` are their changes, `is_changed` whether there are any."""

    unit: Unit
    old_source: str
    new_source: str
    source: list[Piece]
    old_text: str
    new_text: str
    text: list[Piece]
    is_new: bool
    is_removed: bool

    @property
    def is_changed(self) -> bool:
        """Whether source or translation differ from what readers have."""
        return self.is_removed or self.is_new or self.old_source != self.new_source or self.old_text != self.new_text

    @property
    def findings(self) -> list[Any]:
        """What the checks found."""
        from localization.quality import findings_of

        return [] if self.is_removed else list(findings_of(self.unit))

    @property
    def is_value(self) -> bool:
        """Whether it is a link, picture, document or page."""
        return self.unit.kind == Kind.VALUE


def compared(translation: Translation) -> list[Compared]:
    """Return all segments in the order of the page, those that were taken away last. Four queries, however many there are."""
    units = list(Unit.objects.filter(translation=translation).order_by("order", "pk").select_related("user"))
    before = _published(translation, units)
    sources = _old_sources(translation)
    rows = [_compared(each, translation, before, sources) for each in units]
    return sorted((row for row in rows if row is not None), key=lambda row: row.is_removed)


def _compared(
    unit: Unit, translation: Translation, before: dict[int, UnitVersion], sources: dict[tuple[str, int], str] | None
) -> Compared | None:
    is_removed = unit.state == UnitState.BIN
    was = before.get(unit.pk)
    is_old = translation.published is not None and unit.written is not None and unit.written <= translation.published
    if is_removed and was is None and not is_old:
        return None  # it was never published
    old_text = _text(was) if was else _text(unit) if is_old else ""
    new_text = "" if is_removed else _text(unit)
    new_source = "" if is_removed else unit.new_source or _source(unit)
    if unit.kind == Kind.VALUE or translation.published is None:
        old_source = new_source
    elif sources is not None and (unit.path, unit.order) in sources:
        old_source = sources[unit.path, unit.order]
    else:
        old_source = was.source if was else unit.source if is_old else ""
    is_new = translation.published is not None and not old_text and not is_removed and unit.state != UnitState.TO_DO
    return Compared(
        unit, old_source, new_source, word_diff(old_source, new_source), old_text, new_text, word_diff(old_text, new_text),
        is_new, is_removed,
    )  # fmt: skip


def _published(translation: Translation, units: list[Unit]) -> dict[int, UnitVersion]:
    """What units said when the translation was published: the first of their versions that was replaced after that."""
    if translation.published is None:
        return {}
    found: dict[int, UnitVersion] = {}
    versions = UnitVersion.objects.filter(unit__translation=translation, replaced__gt=translation.published)
    for version in versions.order_by("replaced", "pk"):
        if version.written is None or version.written <= translation.published:
            found.setdefault(version.unit_id, version)
    return found


def _old_sources(translation: Translation) -> dict[tuple[str, int], str] | None:
    """The texts of the source that the published translation says; None where that revision is kept no more."""
    from localization.segments import segments_of

    revision = Revision.objects.filter(pk=translation.based_on).first() if translation.based_on else None
    if revision is None:
        return None
    try:
        source = revision.as_object()
    except ObjectDoesNotExist:
        return None
    return {(each.path, each.order): each.source for each in segments_of(source)}


def _text(row: Unit | UnitVersion) -> str:
    return row.text if row.value is None else _shown(row.value)


def _source(unit: Unit) -> str:
    return _shown(unit.source_value) if unit.kind == Kind.VALUE else unit.source


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(each)}" for name, each in value.items())
    return "" if value is None else str(value)
