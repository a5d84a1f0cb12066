"""Walks raw values of blocks, and makes plain text of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

FOUND = "_found"
"""Where fillers put what stands elsewhere into the value of a block; search knows it by itself. No block's field is called so."""

# Keys of block values that are not text for readers.
_NOT_TEXT = {
    "id",
    "type",
    "kind",
    "language",
    "audience",
    "image",
    "document",
    "poster",
    "mark",
    "page",
    "anchor",
    "url",
    "style",
    FOUND,
}
_BREAKING = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|br|hr|blockquote|table|tr|td|th|pre|figure)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts in a raw value, as they are stored, at every depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            # A look is a handful of choices, unless somebody's block calls a text so.
            if key not in _NOT_TEXT and not (key == "look" and isinstance(each, dict)):
                yield from texts_of(each)


def plain_text(markup: str) -> str:
    """Return the text without its markup, a line for each paragraph."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    text = html.unescape(_TAG.sub("", _BREAKING.sub("\n", markup)))
    return "\n".join(line for line in (" ".join(each.split()) for each in text.split("\n")) if line)


def items_of(raw: Any) -> Iterator[dict[str, Any]]:
    """Yield what looks like a block in a raw value, at every depth: a dictionary with a type and a value."""
    if isinstance(raw, dict):
        if isinstance(raw.get("type"), str) and "value" in raw:
            yield raw
        for each in raw.values():
            yield from items_of(each)
    elif isinstance(raw, list):
        for each in raw:
            yield from items_of(each)
