"""Writes what merging found out, in a handful of statements."""

from __future__ import annotations

from collections.abc import Iterable

from localization.merging import Fresh, Merged, Pair, put_away, settle
from localization.models import Kind, Origin, Translation, Unit, UnitState, UnitVersion
from localization.syncing.harvesting import Harvest
from localization.units import TYPED, source_digest, version_of

MERGED = ["path", "order", "attributes", "source", "source_digest", "new_source", "source_value", "state", "version"]
WRITTEN = ["text", "value", "origin", "engine", "match", "needs_edit", "user", "written"]
AT_ONCE = 300


def harvest_write(found: Harvest) -> None:
    """Save what was taken over from a page: two or three statements, none where there is nothing."""
    _versions_add(found.versions)
    if found.changed:
        Unit.objects.bulk_update(found.changed, [*WRITTEN, "state", "attributes", "version"], batch_size=AT_ONCE)
    if found.found:
        Unit.objects.bulk_create(found.found, batch_size=AT_ONCE)


def merged_write(translation: Translation, merged: Merged) -> int:
    """Save where units belong now, and make those that lack; return how many of them say something else than before."""
    wanted = {id(pair.unit): pair.unit.version for pair in [*merged.keep, *merged.change, *merged.back]}
    moved = [pair.unit for pair in [*merged.keep, *merged.change, *merged.back] if settle(pair.unit, pair.segment)]
    told_before = _told_before(merged.change)
    for unit in merged.bin:
        put_away(unit)
    touched = [*moved, *merged.bin]
    if touched:
        Unit.objects.bulk_update(touched, MERGED + (WRITTEN if told_before else []), batch_size=AT_ONCE)
    if merged.drop:
        Unit.objects.filter(pk__in=[unit.pk for unit in merged.drop]).delete()
    if merged.new:
        Unit.objects.bulk_create([_made(translation, fresh) for fresh in merged.new], batch_size=AT_ONCE)
    return sum(1 for unit in moved if wanted[id(unit)] != unit.version)


def _told_before(change: Iterable[Pair]) -> bool:
    """Give units whose source was changed back to an earlier state the text that somebody wrote for it; tell if there were any.

    One query where texts changed, and one more to keep what such units said until now.
    """
    units = {pair.unit.pk: pair.unit for pair in change if pair.unit.state == UnitState.OUTDATED and pair.unit.kind == Kind.TEXT}
    if not units:
        return False
    known = UnitVersion.objects.filter(unit__in=units, source__in={unit.new_source for unit in units.values()}).exclude(text="")
    found: dict[int, UnitVersion] = {}
    for version in known.order_by("-replaced", "-pk"):
        if version.source == units[version.unit_id].new_source:
            found.setdefault(version.unit_id, version)
    _versions_add(version_of(units[pk]) for pk in found)
    for pk, version in found.items():
        unit = units[pk]
        unit.source, unit.new_source, unit.source_digest = unit.new_source, "", source_digest(unit.new_source)
        unit.attributes.pop(TYPED, None)
        unit.text, unit.state, unit.origin, unit.engine = version.text, UnitState.DONE, version.origin, version.engine
        unit.user_id, unit.written, unit.needs_edit = version.user_id, version.written, version.needs_edit
    return bool(found)


def _made(translation: Translation, fresh: Fresh) -> Unit:
    segment, like = fresh.segment, fresh.like
    unit = Unit(
        translation=translation,
        path=segment.path,
        order=segment.order,
        kind=segment.kind,
        source=segment.source,
        source_digest=source_digest(segment.source, segment.source_value if segment.kind == Kind.VALUE else None),
        attributes=segment.attributes,
        source_value=segment.source_value,
    )
    if like is not None and unit.kind == Kind.TEXT:
        unit.text, unit.state, unit.origin, unit.match = like.text, UnitState.DONE, Origin.MEMORY, 100
        unit.needs_edit, unit.user_id, unit.written = like.needs_edit, like.user_id, like.written
    return unit


def _versions_add(versions: Iterable[UnitVersion]) -> None:
    rows = list(versions)
    if rows:
        UnitVersion.objects.bulk_create(rows, batch_size=AT_ONCE)


def units_of(translation: Translation) -> list[Unit]:
    """Return all units of a translation, those of the bin too, locked until the commit. One query."""
    return list(Unit.objects.select_for_update(of=("self",)).filter(translation=translation))
