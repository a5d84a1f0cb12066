"""What of a stream a reader may see, and its plain text. One function strips; everything that leaves the site goes through it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue

from content.registry import registered_block

AUDIENCE = "audience"

# Keys of block values that are not text for readers.
_NOT_TEXT = {"id", "type", "kind", "language", "audience", "image", "document", "page", "anchor", "url"}
_HEADING_KEYS = {"heading", "question", "title"}
_BREAKING = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|br|hr|blockquote|table|tr|td|th|pre|figure)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h[2-4]\b[^>]*>(.*?)</h[2-4]>", re.IGNORECASE | re.DOTALL)


def raw_stream_for(raw: Any, level: int) -> Any:
    """Return the raw JSON of a stream without the audience passages above `level`; the others are unwrapped in place.

    Works at any depth: inside tabs, list items or blocks of plugins alike. The input is left as it is.
    """
    if isinstance(raw, dict):
        return {key: raw_stream_for(value, level) for key, value in raw.items()}
    if not isinstance(raw, list):
        return raw
    kept: list[Any] = []
    for each in raw:
        if not _is_audience(each):
            kept.append(raw_stream_for(each, level))
        elif _audience_of(each) <= level:
            kept.extend(raw_stream_for(each["value"].get("body") or [], level))
    return kept


def stream_for(value: StreamValue, level: int) -> StreamValue:
    """Return the stream as a reader of this level may see it: the same value when it has no audience passages."""
    raw = list(value.raw_data)
    if not raw_levels(raw):
        return value
    return StreamValue(value.stream_block, raw_stream_for(raw, level), is_lazy=True)


def raw_levels(raw: Any) -> set[int]:
    """Return the audiences that the passages of a raw stream name."""
    return {_audience_of(each) for each in _walk(raw) if _is_audience(each)}


def raw_text(raw: Any) -> str:
    """Return the text a reader sees in a raw stream, a line for each paragraph. Blocks of unknown type give nothing."""
    return "\n".join(line for text in _texts(raw) for line in _plain(text).splitlines() if line)


def raw_headings(raw: Any) -> list[str]:
    """Return the headings, questions and titles in a raw stream, in order, as plain text."""
    found: list[str] = []
    for each in _known(raw):
        for value in _walk(each):
            if isinstance(value, dict):
                found += [_plain(text) for key, text in value.items() if key in _HEADING_KEYS and isinstance(text, str)]
                found += [
                    _plain(text)
                    for each_text in value.values()
                    if isinstance(each_text, str)
                    for text in _HEADING.findall(each_text)
                ]
    return [text for text in found if text]


def raw_questions(raw: Any) -> list[str]:
    """Return the questions in a raw stream, in order, as plain text."""
    values = (value for each in _known(raw) for value in _walk(each) if isinstance(value, dict))
    found = (_plain(value["question"]) for value in values if isinstance(value.get("question"), str))
    return [text for text in found if text]


def _is_audience(each: Any) -> bool:
    return isinstance(each, dict) and each.get("type") == AUDIENCE and isinstance(each.get("value"), dict)


def _audience_of(each: dict[str, Any]) -> int:
    try:
        return int(each["value"].get("audience") or 2)
    except (TypeError, ValueError):
        # Unreadable: keep it from everybody but agents.
        return 2


def _walk(raw: Any) -> Iterator[Any]:
    yield raw
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    for each in inner:
        yield from _walk(each)


def _known(raw: Any) -> list[Any]:
    return [each for each in raw if isinstance(each, dict) and registered_block(str(each.get("type")))]


def _texts(raw: Any) -> Iterator[str]:
    for each in _known(raw):
        yield from _texts_of(each.get("value"))


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts_of(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _NOT_TEXT:
                yield from _texts_of(each)


def _plain(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    text = html.unescape(_TAG.sub("", _BREAKING.sub("\n", markup)))
    return "\n".join(line for line in (" ".join(each.split()) for each in text.split("\n")) if line)
