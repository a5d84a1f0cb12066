"""Units and segments as tests write them."""

from __future__ import annotations

from itertools import count
from typing import Any

from localization.merging import merge, put_away, settle
from localization.models import Kind, Unit, UnitState
from localization.segments import Segment
from localization.units import source_digest

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
LIST = "33333333-3333-4333-8333-333333333333"

_numbers = count(1)


def segment(path: str, source: str = "", order: int = 1, *, value: Any = None, **attributes: Any) -> Segment:
    kind = Kind.TEXT if value is None else Kind.VALUE
    return Segment(path=path, order=order, kind=kind, source=source, attributes=attributes, source_value=value)


def unit(path: str, source: str = "", text: str = "", order: int = 1, **fields: Any) -> Unit:
    is_value = "source_value" in fields
    state = UnitState.DONE if text or fields.get("value") is not None else UnitState.TO_DO
    told: dict[str, Any] = {"state": state, "kind": Kind.VALUE if is_value else Kind.TEXT, "version": 1 if text else 0, **fields}
    return Unit(
        pk=next(_numbers),
        path=path,
        source=source,
        text=text,
        order=order,
        source_digest=source_digest(source, fields.get("source_value")),
        **told,
    )


def texts(*sources: str, path: str = f"body.{ONE}") -> list[Segment]:
    """The texts of one rich text, in their order."""
    return [segment(path, source, order) for order, source in enumerate(sources, 1)]


def merged_into(units: list[Unit], segments: list[Segment]) -> list[Unit]:
    """Merge as the database would have it; return the living units in their order, the list given has all of them."""
    merged = merge(units, segments)
    for pair in [*merged.keep, *merged.change, *merged.back]:
        settle(pair.unit, pair.segment)
    for each in merged.bin:
        put_away(each)
    for each in merged.drop:
        units[:] = [other for other in units if other is not each]
    for fresh in merged.new:
        its = fresh.segment
        made = unit(its.path, its.source, fresh.like.text if fresh.like else "", its.order)
        made.attributes = dict(its.attributes)
        if its.kind == Kind.VALUE:
            made.kind, made.source_value = Kind.VALUE, its.source_value
        units.append(made)
    return living(units)


def living(units: list[Unit]) -> list[Unit]:
    return sorted((each for each in units if each.state != UnitState.BIN), key=lambda each: each.order)


def binned(units: list[Unit]) -> list[Unit]:
    return [each for each in units if each.state == UnitState.BIN]
