"""Where in a page a unit stands, in words: its field and the blocks around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail import blocks

from content.stream_block import every_block
from localization.models import Translation


@dataclass(frozen=True)
class Place:
    """`key` is what units of one section have in common, `section` its heading, `label` the rest of the way to the unit."""

    key: str
    section: str
    label: str


NOWHERE = Place("", "", "")


class Places:
    """Names the places of a translation's units by the state of the source that they were merged with. No query."""

    def __init__(self, translation: Translation) -> None:
        self._model = translation.content_type.model_class()
        snapshot = translation.snapshot
        self._content: Mapping[str, Any] = snapshot.content if snapshot is not None and isinstance(snapshot.content, dict) else {}
        self._numbers: dict[str, int] = {}
        self._streams: dict[str, Any] = {}

    def of(self, path: str) -> Place:
        """Return the place of a path. What cannot be found in the source any more is named by its field."""
        way, _quote, _address = path.partition(".'")
        name, *rest = way.split(".")
        field = self._field(name)
        label = _label_of(field, name)
        if not rest:
            return Place(name, label, "")
        if hasattr(field, "stream_block"):
            with every_block():
                steps = _down(field.stream_block, self._stream(name), rest)
        else:
            steps = _child_steps(field, rest)
        if not steps:
            return Place(f"{name}.{rest[0]}", label, "")
        number = self._number(name, rest[0]) if hasattr(field, "stream_block") else 0
        heading = f"{label} · {number}. {steps[0]}" if number else f"{label} · {steps[0]}"
        return Place(f"{name}.{rest[0]}", heading, " · ".join(steps[1:]))

    def _field(self, name: str) -> Any:
        if self._model is None:
            return None
        try:
            return self._model._meta.get_field(name)
        except FieldDoesNotExist:
            return None

    def _stream(self, name: str) -> Any:
        if name not in self._streams:
            self._streams[name] = _raw(self._content.get(name))
        return self._streams[name]

    def _number(self, name: str, identity: str) -> int:
        ids = [str(child.get("id")) for child in self._stream(name) if isinstance(child, dict)]
        return ids.index(identity) + 1 if identity in ids else 0


def _raw(content: Any) -> list[Any]:
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            return []
    return content if isinstance(content, list) else []


def _label_of(field: Any, name: str) -> str:
    if field is None:
        return capfirst(name.replace("_", " "))
    if getattr(field, "verbose_name", None):
        return capfirst(str(field.verbose_name))
    model = getattr(field, "related_model", None)
    return capfirst(str(model._meta.verbose_name_plural)) if model else capfirst(name.replace("_", " "))


def _child_steps(field: Any, rest: Sequence[str]) -> list[str]:
    model = getattr(field, "related_model", None)
    if model is None:
        return []
    steps = [capfirst(str(model._meta.verbose_name))]
    if len(rest) > 1:
        with suppress(FieldDoesNotExist):
            steps.append(_label_of(model._meta.get_field(rest[1]), rest[1]))
    return steps


def _down(block: Any, raw: Any, parts: Sequence[str]) -> list[str]:
    """Return the names of the blocks on a way down, as far as it can be followed."""
    if not parts:
        return []
    first, rest = parts[0], parts[1:]
    if isinstance(block, blocks.BaseStreamBlock):
        child = next((each for each in _raw(raw) if isinstance(each, dict) and str(each.get("id")) == first), None)
        inner = block.child_blocks[child["type"]] if child and child.get("type") in block.child_blocks else None
        return [] if child is None or inner is None else [str(inner.label), *_down(inner, child.get("value"), rest)]
    if isinstance(block, blocks.ListBlock):
        items = [each for each in _raw(raw) if isinstance(each, dict)]
        at = next((number for number, each in enumerate(items, 1) if str(each.get("id")) == first), 0)
        return [str(at), *_down(block.child_block, items[at - 1].get("value"), rest)] if at else []
    if isinstance(block, blocks.BaseStructBlock) and first in block.child_blocks:
        inner = block.child_blocks[first]
        value = raw.get(first) if isinstance(raw, dict) else None
        return [str(inner.label or first), *_down(inner, value, rest)]
    return []
