from __future__ import annotations

from localization.merging.types import SegmentLike
from localization.models import Kind, Unit, UnitState
from localization.units import TYPED, WAS, is_half, source_digest


def settle(unit: Unit, segment: SegmentLike) -> bool:
    """Write into a unit in hand what its segment says now, and where; return whether anything changed.

    Neither text nor own value is touched. The version goes on where what a translator has in view changed, so that who saves
    over it is told; a new place alone is no such change.
    """
    before = _view(unit), unit.path, unit.order, unit.attributes
    was, is_typed = unit.attributes.get(WAS), is_half(unit)
    unit.path, unit.order = segment.path, segment.order
    unit.attributes = {**segment.attributes}
    if unit.kind == Kind.VALUE:
        _settle_value(unit, segment, was)
    else:
        _settle_text(unit, segment, is_typed)
    if _view(unit) != before[0]:
        unit.version += 1
    return (_view(unit), unit.path, unit.order, unit.attributes) != before


def put_away(unit: Unit) -> None:
    """Put a unit in hand into the bin, which remembers what was half a text."""
    if is_half(unit):
        unit.attributes = {**unit.attributes, TYPED: True}
    unit.state, unit.version = UnitState.BIN, unit.version + 1


def _view(unit: Unit) -> tuple[object, ...]:
    return unit.source, unit.new_source, unit.source_value, unit.state


def _settle_text(unit: Unit, segment: SegmentLike, is_typed: bool) -> None:
    if not unit.text.strip():
        unit.source, unit.new_source, unit.state = segment.source, "", UnitState.TO_DO
    elif segment.source == unit.source:
        unit.new_source = ""
        if unit.state in (UnitState.OUTDATED, UnitState.BIN):
            # What was being typed is nobody's last word, neither for this source nor for another one.
            unit.state = UnitState.TO_DO if is_typed else UnitState.DONE
    else:
        unit.new_source, unit.state = segment.source, UnitState.OUTDATED
        if is_typed:
            unit.attributes[TYPED] = True
    unit.source_digest = source_digest(unit.source)


def _settle_value(unit: Unit, segment: SegmentLike, was: object) -> None:
    # A unit that was taken care of since it became outdated has its own value for what the source says now.
    made_for = was if was is not None and unit.state in (UnitState.OUTDATED, UnitState.BIN) else unit.source_value
    unit.source_value = segment.source_value
    if unit.value is None:
        unit.state = UnitState.TO_DO
    elif made_for == segment.source_value:
        unit.state = UnitState.DONE
    else:
        unit.state = UnitState.OUTDATED
        unit.attributes = {**unit.attributes, WAS: made_for}
    unit.source_digest = source_digest("", unit.source_value)
