"""Answers in files: HTML or plain text, or all blocks where an answer holds more than text."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from content.registry import registered_block
from content.stream_block import HelpStreamBlock
from faq_blocks.texts import clean_answer, rich_text_of

Raw = dict[str, Any]
TEXT = "rich_text"

_STREAM = HelpStreamBlock(inner=False, required=False)
_KEY = re.compile(r' data-block-key="[^"]*"')
_BLOCKS = re.compile(r"\s*\[\s*\{\s*\"")


class AnswerError(ValueError):
    """An answer that cannot be taken; the message says why."""


def read_answer(value: Any) -> list[Raw]:
    """Return the raw stream of an answer from a file: text, HTML, or a list of blocks, also written as JSON in a text.

    Rich text in it is clean, blocks are checked as the editor's form does. Raises AnswerError.
    """
    if value is None or value == "":
        return []
    if isinstance(value, str) and _BLOCKS.match(value):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise AnswerError(_("The answer begins like a list of blocks, but it is none.")) from error
    if isinstance(value, str):
        markup = rich_text_of(value)
        return [{"type": TEXT, "value": markup}] if markup else []
    if not isinstance(value, list):
        raise AnswerError(_("The answer must be a text or a list of blocks."))
    return _read_blocks(value)


def written_answer(raw: list[Raw]) -> str | list[Raw]:
    """Return the answer for a file: its HTML where it is text alone, otherwise its blocks."""
    if all(each.get("type") == TEXT for each in raw):
        return "".join(_KEY.sub("", str(each["value"])) for each in raw)
    read = _STREAM.to_python(raw)
    list(read)  # what is not read would stay as it was stored once
    return _without_ids(read.get_prep_value())


def same_answer(one: list[Raw], other: list[Raw]) -> bool:
    """Tell whether two answers are the same to readers: ids and the keys of paragraphs do not count."""
    return _comparable(one) == _comparable(other)


def _comparable(raw: list[Raw]) -> Any:
    written = written_answer(raw)
    return clean_answer(written) if isinstance(written, str) else _with_clean_texts(written)


def _with_clean_texts(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_with_clean_texts(each) for each in raw]
    if isinstance(raw, dict):
        filled = {
            key: value for key, value in raw.items() if value not in ("", None, [], False)
        }  # as the editor's form leaves them
        return {key: value if key == "code" else _with_clean_texts(value) for key, value in filled.items()}
    return clean_answer(raw) if isinstance(raw, str) and "<" in raw else raw


def _without_ids(raw: Any) -> Any:
    """A raw value as a person would write it: without ids, and lists of nothing but their values."""
    if isinstance(raw, list):
        return [_without_ids(each) for each in raw]
    if isinstance(raw, dict):
        if raw.get("type") == "item" and "value" in raw:
            return _without_ids(raw["value"])
        is_block = "type" in raw and "value" in raw
        return {key: _without_ids(value) for key, value in raw.items() if not (is_block and key == "id")}
    return _KEY.sub("", raw) if isinstance(raw, str) else raw


def _read_blocks(raw: list[Any]) -> list[Raw]:
    for each in raw:
        if not (isinstance(each, dict) and isinstance(each.get("type"), str) and "value" in each):
            raise AnswerError(_("Each block of an answer must have a type and a value."))
        if not registered_block(each["type"]):
            raise AnswerError(_("There is no block called “%(name)s” here.") % {"name": each["type"][:60]})
    try:
        checked = _STREAM.clean(_STREAM.to_python(raw)).get_prep_value()
    except ValidationError as error:
        raise AnswerError(_("The blocks of the answer are not right: %(reason)s") % {"reason": _reason(error)}) from error
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise AnswerError(_("The blocks of the answer cannot be read.")) from error
    return [{"type": each["type"], "value": _cleaned(_STREAM.child_blocks[each["type"]], each["value"])} for each in checked]


def _reason(error: ValidationError) -> str:
    """The first thing that is wrong, however deep it lies."""
    inner = getattr(error, "block_errors", None) or getattr(error, "non_block_errors", None)
    if inner:
        each = next(iter(inner.values())) if isinstance(inner, dict) else next(filter(None, inner))
        return _reason(each) if isinstance(each, ValidationError) else str(each)
    data = getattr(error, "error_list", None)
    if data and data[0] is not error:
        return _reason(data[0])
    return " ".join(error.messages)


def _cleaned(block: Any, raw: Any) -> Any:
    """A raw value of this block with all rich text in it clean, whatever a file put there."""
    if isinstance(block, blocks.RichTextBlock):
        return clean_answer(raw)
    if isinstance(block, TypedTableBlock) and isinstance(raw, dict):
        kinds = [block.child_blocks.get(column["type"]) for column in raw.get("columns") or ()]
        rows = [
            {**row, "values": [_cleaned(kind, cell) for kind, cell in zip(kinds, row["values"], strict=False)]}
            for row in raw.get("rows") or ()
        ]
        return {**raw, "rows": rows}
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        return {key: _cleaned(block.child_blocks.get(key), value) for key, value in raw.items()}
    if isinstance(block, blocks.ListBlock) and isinstance(raw, list):
        return [{**each, "value": _cleaned(block.child_block, each["value"])} for each in raw]
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(raw, list):
        return [{**each, "value": _cleaned(block.child_blocks[each["type"]], each["value"])} for each in raw]
    return raw
