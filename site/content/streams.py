"""What of a stream a reader may see, and its plain text. One function strips; everything that leaves the site goes through it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue

from content.filling import Raw as Raw
from content.filling import filled
from content.plain import FOUND, plain_text, texts_of
from content.registry import SEPARATOR, registered_block

AUDIENCE = "audience"

_HEADING_KEYS = {"heading", "question", "title"}
_HEADING = re.compile(r"<h[2-4]\b[^>]*>(.*?)</h[2-4]>", re.IGNORECASE | re.DOTALL)


def raw_stream_for(raw: Any, level: int) -> Any:
    """Return the raw JSON of a stream without the audience passages above `level`; the others are unwrapped in place.

    What stands elsewhere, as reusable contents do, is put in first (see content.filling). Works at any depth: inside tabs, list
    items, blocks of plugins or reusable contents alike. The input is left as it is.
    """
    return _cut(filled(raw), level)


def _cut(raw: Any, level: int) -> Any:
    if isinstance(raw, dict):
        return {key: _cut(value, level) for key, value in raw.items()}
    if not isinstance(raw, list):
        return raw
    kept: list[Any] = []
    for each in raw:
        if not _is_audience(each):
            kept.append(_cut(each, level))
        elif _audience_of(each) <= level:
            kept.extend(_cut(each["value"].get("body") or [], level))
    return kept


def stream_for(value: StreamValue, level: int) -> StreamValue:
    """Return the stream as a reader of this level may see it: the same value when it has nothing to cut or to put in."""
    raw = list(value.raw_data)
    whole = filled(raw)
    if whole is raw and not _levels(raw):
        return value
    return StreamValue(value.stream_block, _cut(whole, level), is_lazy=True)


def raw_levels(raw: Any) -> set[int]:
    """Return the audiences that the passages of a raw stream name, those in what is put into it included."""
    return _levels(filled(raw))


def _levels(raw: Any) -> set[int]:
    return {_audience_of(each) for each in _walk(raw) if _is_audience(each)}


def cut_for(raw: Raw, level: int) -> Raw:
    """Return a raw stream that was filled before, as a reader of this level may see it."""
    return _cut(raw, level)


def levels_in(raw: Raw) -> set[int]:
    """Return the audiences that the passages of a raw stream name, which was filled before."""
    return _levels(raw)


def raw_text(raw: Any) -> str:
    """Return the text a reader sees in a raw stream, a line for each paragraph. Blocks of unknown type give nothing."""
    texts = (text for each in _known(raw) for text in texts_of(each.get("value")))
    return "\n".join(line for text in texts for line in plain_text(text).splitlines() if line)


def raw_headings(raw: Any) -> list[str]:
    """Return the headings, questions and titles in a raw stream, in order, as plain text."""
    found: list[str] = []
    for each in _known(raw):
        for value in _walk(each):
            if isinstance(value, dict):
                found += [plain_text(text) for key, text in value.items() if key in _HEADING_KEYS and isinstance(text, str)]
                found += [
                    plain_text(text)
                    for each_text in value.values()
                    if isinstance(each_text, str)
                    for text in _HEADING.findall(each_text)
                ]
    return [text for text in found if text]


def raw_questions(raw: Any) -> list[str]:
    """Return the questions that were typed in a raw stream, in order, as plain text.

    Not those of the library, which another room put there under FOUND: search knows them by themselves.
    """
    values = (value for each in _known(raw) for value in _walk(each, without=FOUND) if isinstance(value, dict))
    found = (plain_text(value["question"]) for value in values if isinstance(value.get("question"), str))
    return [text for text in found if text]


def _is_audience(each: Any) -> bool:
    return isinstance(each, dict) and each.get("type") == AUDIENCE and isinstance(each.get("value"), dict)


def _audience_of(each: dict[str, Any]) -> int:
    try:
        return int(each["value"].get("audience") or 2)
    except (TypeError, ValueError):
        # Unreadable: keep it from everybody but agents.
        return 2


def _walk(raw: Any, *, without: str = "") -> Iterator[Any]:
    yield raw
    if isinstance(raw, dict):
        inner: Iterable[Any] = (each for key, each in raw.items() if key != without)
    else:
        inner = raw if isinstance(raw, list) else ()
    for each in inner:
        yield from _walk(each, without=without)


def _known(raw: Any) -> list[Any]:
    """The blocks of a stream that readers see, without those of switched off plugins in them."""
    return [_shown(each) for each in raw if isinstance(each, dict) and registered_block(str(each.get("type")))]


def _shown(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _shown(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_shown(each) for each in raw if not _is_hidden(each)]
    return raw


def _is_hidden(each: Any) -> bool:
    # Inside of blocks, names without the separator may be anything; with it they are blocks of plugins.
    name = each.get("type") if isinstance(each, dict) and "value" in each else None
    return isinstance(name, str) and SEPARATOR in name and registered_block(name) is None
