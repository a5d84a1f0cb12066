"""The parts of a page that can be taken over: its blocks, each known by what it says first."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from content.models import HelpPage
from content.streams import raw_headings, raw_text
from content.writing.texts import raw_of

LONGEST = 80


@dataclass(frozen=True)
class Part:
    """A block of the page by its number; `words` tell which one it is, "" where it holds no text."""

    number: int
    words: str


def parts_of(page: HelpPage) -> list[Part]:
    """Return the parts of a page as it stands in memory."""
    return [Part(number, _words(block)) for number, block in enumerate(raw_of(page))]


def blocks_taken(page: HelpPage, numbers: set[int]) -> list[dict[str, Any]]:
    """Return copies of these blocks, in order, without their ids: they are blocks of another page from now on."""
    return [_without_ids(block) for number, block in enumerate(raw_of(page)) if number in numbers]


def _words(block: dict[str, Any]) -> str:
    found = next(iter(raw_headings([block])), "") or raw_text([block])
    line = " ".join(found.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _without_ids(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_without_ids(each) for each in raw]
    if isinstance(raw, dict):
        is_block = "type" in raw and "value" in raw
        return {key: _without_ids(each) for key, each in raw.items() if not (is_block and key == "id")}
    return deepcopy(raw)
