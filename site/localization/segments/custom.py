"""Blocks and fields that tell their texts by themselves: wagtail-localize's `get_translatable_segments` and its counterpart."""

from __future__ import annotations

from typing import Any

from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.strings import StringValue

from localization.segments.walk import Walk


def custom_pass(walk: Walk, block: Any, raw: Any) -> Any:
    """Take the raw value of such a block through a walk."""
    value = block.to_python(raw)
    found = block.get_translatable_segments(value)
    new = _segments_pass(walk, found)
    return raw if new is None else block.get_prep_value(block.restore_translated_segments(value, new))


def custom_field_pass(walk: Walk, field: Any, value: Any) -> Any:
    """Take the value of such a field of a model through a walk."""
    new = _segments_pass(walk, field.get_translatable_segments(value))
    return value if new is None else field.restore_translated_segments(value, new)


def _segments_pass(walk: Walk, found: list[Any]) -> list[Any] | None:
    """Return the segments to restore, None when all stays as it is."""
    met = [_met(walk, each) for each in found if not each.is_empty()]
    if not any(changed for changed, _each in met):
        return None
    return [each.with_order(number) for number, (_changed, each) in enumerate(met) if each is not None]


def _met(walk: Walk, each: Any) -> tuple[bool, Any]:
    path = ".".join(filter(None, (walk.path, each.path)))
    if isinstance(each, StringSegmentValue):
        said = walk.string(each.string.data, each.attrs or {}, path=path)
        return said is not None, each if said is None else _said(each, said)
    if isinstance(each, OverridableSegmentValue):
        what = "url" if str(each.data).startswith(("http://", "https://", "/")) else "text"
        chosen = walk.value(each.data, what, path=path)
        return chosen != each.data, OverridableSegmentValue(each.path, chosen)
    if isinstance(each, RelatedObjectSegmentValue):
        return False, None  # what it points to is looked for by readers' pages; the key is the same in all languages
    return False, each if isinstance(each, TemplateSegmentValue) else None


def _said(each: StringSegmentValue, said: str) -> StringSegmentValue:
    return StringSegmentValue(each.path, StringValue(said), attrs=each.attrs)
