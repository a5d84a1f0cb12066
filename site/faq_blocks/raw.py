"""FAQ blocks in raw streams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.filling import Raw

FAQ_PREFIX = "faq_"


def is_faq_block(each: Any) -> bool:
    """Tell whether this is the raw value of a FAQ block, of whatever style."""
    return isinstance(each, dict) and str(each.get("type", "")).startswith(FAQ_PREFIX) and isinstance(each.get("value"), dict)


def holds_faqs(raw: Raw) -> bool:
    """Tell whether there is a FAQ block in a raw stream, at any depth."""
    if is_faq_block(raw):
        return True
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return any(holds_faqs(each) for each in inner)


def without_faqs(raw: Raw) -> Raw:
    """Return a raw answer without the FAQ blocks in it: an answer that holds questions could hold itself."""
    if isinstance(raw, dict):
        return {key: without_faqs(value) for key, value in raw.items()}
    return [without_faqs(each) for each in raw if not is_faq_block(each)] if isinstance(raw, list) else raw


def faq_values(raw: Raw) -> Iterator[dict[str, Any]]:
    """Yield the raw values of the FAQ blocks at any depth, in the order of the page."""
    if is_faq_block(raw):
        yield raw["value"]
        return
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    for each in inner:
        if isinstance(each, (dict, list)):
            yield from faq_values(each)


def typed_entries(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the raw questions that were typed into a FAQ block; none without words, which readers do not see either."""
    for each in _listed(value.get("entries")):
        if isinstance(each, dict) and each.get("question"):
            yield each


def picked_ids(value: dict[str, Any]) -> Iterator[int]:
    """Yield the ids of the questions that were picked by hand into a FAQ block."""
    yield from filter(None, map(_number, _listed(value.get("questions"))))


def topic_of(value: dict[str, Any]) -> int:
    """Return the id of the topic that the raw value of a FAQ block names; 0 where it names none."""
    return _number(value.get("topic"))


def _listed(raw: Any) -> Iterator[Any]:
    """The values of a raw list, of blocks with ids or as it was stored before they had any."""
    for each in raw if isinstance(raw, list) else ():
        yield each["value"] if isinstance(each, dict) and "value" in each else each


def _number(raw: Any) -> int:
    return raw if isinstance(raw, int) else 0
