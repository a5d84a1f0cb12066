"""Blocks that a translation has of its own, added in the page's own editor: they stay in later drafts.

Harvesting has put their texts into the bin, as rows without a source: there nothing of them gets lost, and by these rows their
blocks are known from those that the source had once. What was added within a block of the source is in the bin alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from localization.models import Unit, UnitState
from localization.segments.page import _raw_of

Kept = dict[str, list[tuple[str | None, dict[str, Any]]]]
"""By name of the field: blocks of the translation's own, each with the id of the block before it, None for the first."""


def own_blocks(page: Any, units: Iterable[Unit]) -> Kept:
    """Return the blocks at the top of a page's streams that its translation has of its own."""
    ids = {
        tuple(unit.path.split(".", 2)[:2])
        for unit in units
        if unit.state == UnitState.BIN and not unit.source and unit.source_value is None and "." in unit.path
    }
    kept: Kept = {}
    for name in {name for name, _id in ids}:
        before: str | None = None
        for child in _children(page, name):
            if (name, child.get("id")) in ids:
                kept.setdefault(name, []).append((before, child))
            before = child.get("id")
    return kept


def own_blocks_put(page: Any, kept: Kept) -> None:
    """Put such blocks back behind the block they stood behind, at the end where that one is gone."""
    for name, blocks in kept.items():
        children = _children(page, name)
        there = {child.get("id") for child in children}
        for before, child in blocks:
            if child.get("id") in there:
                continue
            places = [number + 1 for number, each in enumerate(children) if each.get("id") == before]
            at = 0 if before is None else places[0] if places else len(children)
            children.insert(at, child)
        field = page._meta.get_field(name)
        setattr(page, field.attname, StreamValue(field.stream_block, children, is_lazy=True))


def _children(page: Any, name: str) -> list[dict[str, Any]]:
    field = next((each for each in page._meta.get_fields() if each.name == name), None)
    return list(_raw_of(field.value_from_object(page))) if isinstance(field, StreamField) else []
