"""The walk through the raw JSON of streams, block by block."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents import get_document_model
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images import get_image_model
from wagtail.models import Page, TranslatableMixin

from content.placeholder import PlaceholderBlock
from content.registry import block_owner
from localization.segments.custom import custom_pass
from localization.segments.texts import raw_html_pass
from localization.segments.walk import Walk
from plugins.shield import shielded

_UNNAMED = uuid.UUID("5b0c1f7e-0d2c-5b5a-9d0e-7f2f0a6c4c11")

Pass = Callable[[Walk, Any, Any], Any]


def block_pass(walk: Walk, block: Any, raw: Any) -> Any:
    """Take the raw value of a block through a walk; return the raw value to stand there. The input is left as it is."""
    if raw is None:
        return raw
    for kinds, pass_ in _FIRST:
        if isinstance(block, kinds):
            return pass_(walk, block, raw)
    if hasattr(block, "get_translatable_segments"):
        return custom_pass(walk, block, raw)
    for kinds, pass_ in _PLAIN:
        if isinstance(block, kinds):
            return pass_(walk, block, raw)
    return raw  # a choice, a number, a day


def with_ids(raw: Any, path: str) -> Any:
    """Return the children of a stream or list with ids: those that a program wrote without get one made of their place."""
    if all(isinstance(each, dict) and each.get("id") for each in raw):
        return raw
    return [each if each.get("id") else {**each, "id": str(uuid.uuid5(_UNNAMED, f"{path}/{i}"))} for i, each in enumerate(raw)]


def stream_pass(walk: Walk, block: Any, raw: Any) -> Any:
    """Take the children of a stream through a walk. What belongs to a plugin that fails stays as it is."""
    if not isinstance(raw, list):
        return raw
    children = with_ids([each for each in raw if isinstance(each, dict) and "type" in each and "value" in each], walk.path)
    return [_stream_child(walk, block, child) for child in children]


def _stream_child(walk: Walk, stream: Any, child: dict[str, Any]) -> dict[str, Any]:
    kind = child["type"]
    # Their `get` knows the active ones alone.
    block = stream.child_blocks[kind] if kind in stream.child_blocks else None  # noqa: SIM401
    if block is None or isinstance(block, PlaceholderBlock):
        return {**child, "value": walk.gone(child)}
    with walk.below(str(child["id"])):
        inside = partial(block_pass, walk, block, child["value"])
        new = shielded(block_owner(kind), f"texts of the block {kind}", inside, child["value"])
    return child if new is child["value"] else {**child, "value": new}


def _struct_pass(walk: Walk, block: Any, raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    new = {}
    for name, child in block.child_blocks.items():
        if name in raw:
            with walk.below(name):
                new[name] = block_pass(walk, child, raw[name])
    return {**raw, **new} if any(new[name] is not raw[name] for name in new) else raw


def _list_pass(walk: Walk, block: Any, raw: Any) -> Any:
    if not isinstance(raw, list):
        return raw
    old = [each if _is_item(each) else {"type": "item", "value": each} for each in raw]
    items = with_ids(old, walk.path)
    new = []
    for item in items:
        with walk.below(str(item["id"])):
            new.append({**item, "value": block_pass(walk, block.child_block, item["value"])})
    return raw if new == raw else new


def _is_item(each: Any) -> bool:
    return isinstance(each, dict) and each.get("type") == "item" and "value" in each


def _typed_table_pass(walk: Walk, block: Any, raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    caption = _below(walk, "caption", walk.text, raw.get("caption") or "")
    columns, kinds = [], []
    for number, column in enumerate(raw.get("columns") or []):
        columns.append({**column, "heading": _below(walk, f"heading-{number}", walk.text, column.get("heading") or "")})
        kinds.append(block.child_blocks.get(column.get("type")))
    rows = [
        {**row, "values": [_cell(walk, kinds, line, number, cell) for number, cell in enumerate(row.get("values") or [])]}
        for line, row in enumerate(raw.get("rows") or [])
    ]
    return {**raw, "columns": columns, "rows": rows, "caption": caption}


def _cell(walk: Walk, kinds: list[Any], line: int, number: int, cell: Any) -> Any:
    kind = kinds[number] if number < len(kinds) else None
    return cell if kind is None else _below(walk, f"cell-{line}-{number}", partial(block_pass, walk, kind), cell)


def _table_pass(walk: Walk, block: Any, raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    caption = _below(walk, "caption", walk.text, raw.get("table_caption"))
    data = [
        [_below(walk, f"cell-{line}-{number}", walk.text, cell) for number, cell in enumerate(row)]
        for line, row in enumerate(raw.get("data") or [])
    ]
    return {**raw, "data": data, **({"table_caption": caption} if "table_caption" in raw else {})}


def _below(walk: Walk, name: str, pass_: Callable[[Any], Any], raw: Any) -> Any:
    with walk.below(name):
        return pass_(raw)


def _chooser_pass(walk: Walk, block: Any, raw: Any) -> Any:
    # Some choosers store more than a primary key; what it means is theirs to say.
    if not isinstance(raw, int | str):
        return raw
    what, model = what_of(block.model_class)
    return walk.related(block.model_class, raw) if what == "related" else walk.value(raw, what, model)


def what_of(model: Any) -> tuple[str, str]:
    """Return what a chosen thing is, and its model: image, document, page, object, or related, which is translated by itself."""
    if issubclass(model, Page):
        return "page", "wagtailcore.Page"
    if issubclass(model, TranslatableMixin):
        return "related", str(model._meta.label)
    if issubclass(model, get_image_model()):
        return "image", str(model._meta.label)
    if issubclass(model, get_document_model()):
        return "document", str(model._meta.label)
    return "object", str(model._meta.label)


def _raw_html_pass(walk: Walk, block: Any, raw: Any) -> Any:
    return raw_html_pass(raw, walk.rich) if isinstance(raw, str) and raw.strip() else raw


# What is asked before a block's own word: tables tell wagtail-localize their texts, which are the same here.
_FIRST: list[tuple[Any, Pass]] = [(BaseTypedTableBlock, _typed_table_pass)]
# A picture with its words (ImageBlock) is a block with children like others, whatever Wagtail makes of it afterwards.
_PLAIN: list[tuple[Any, Pass]] = [
    (blocks.BaseStreamBlock, stream_pass),
    (EmbedBlock, lambda walk, _block, raw: walk.value(raw, "url")),
    (blocks.BaseStructBlock, _struct_pass),
    (blocks.ListBlock, _list_pass),
    (TableBlock, _table_pass),
    (blocks.RichTextBlock, lambda walk, _block, raw: walk.rich(raw)),
    (blocks.RawHTMLBlock, _raw_html_pass),
    (blocks.ChooserBlock, _chooser_pass),
    ((blocks.URLBlock, blocks.EmailBlock), lambda walk, _block, raw: walk.value(raw, "url")),
    (blocks.RegexBlock, lambda walk, _block, raw: walk.value(raw, "text")),
    ((blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock), lambda walk, _block, raw: walk.text(raw)),
]
