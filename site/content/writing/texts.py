"""The running text of a page, as the checks read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from content.locales import code_of
from content.models import HelpPage
from content.plain import plain_text, texts_of

_WORD = re.compile(r"[^\W_](?:[\w'’\u200c\u200d\u064b-\u0652-]*\w)?")
_SENTENCE_END = re.compile(r"[.!?؟。…:]+(?=\s|$)|\n")
# Blocks that hold no sentences to speak of.
_WITHOUT_SENTENCES = {"code", "table", "comparison"}


def language_of_page(page: HelpPage) -> str:
    """Return the language a page is written in, such as "ar"."""
    return code_of(page.locale_id).partition("-")[0]


def raw_of(page: HelpPage) -> list[dict[str, Any]]:
    """Return the blocks of all streams of a page, as they are being edited."""
    return [block for name in page.streams_read() for block in getattr(page, name).raw_data]


def markup_of(raw: Any) -> Iterator[str]:
    """Yield the rich texts in a raw value, at every depth."""
    return (text for text in texts_of(raw) if "<" in text)


def paragraphs(raw: Any) -> Iterator[str]:
    """Yield the lines of running text: without code and tables, headings included."""
    if isinstance(raw, list):
        for each in raw:
            yield from paragraphs(each)
    elif isinstance(raw, dict) and raw.get("type") not in _WITHOUT_SENTENCES:
        for key, each in raw.items():
            if key not in ("id", "type"):
                yield from paragraphs(each) if isinstance(each, (dict, list)) else _lines({key: each})


def _lines(value: dict[str, Any]) -> Iterator[str]:
    for text in texts_of(value):
        yield from filter(None, plain_text(text).splitlines())


def words(text: str) -> list[str]:
    """Return the words of a text in any script; Persian words with a half-space are one."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return what stands between full stops, question marks and ends of lines, where there are words in it."""
    return [each for each in _SENTENCE_END.split(text) if words(each)]
