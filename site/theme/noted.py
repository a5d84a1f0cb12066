"""What the blocks of a text note down while they are rendered, for search engines: many blocks, one thing for the page.

A block calls `note(context, "faq", entry)`, and its room registers what is to be made of all the notes of a page. So a page
with three lists of questions tells of them once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from theme.reader_pages import ReaderPage

NOTES = "notes"

Notes = dict[str, list[Any]]
Make = Callable[[list[Any], ReaderPage], list[dict[str, Any]]]

_makers: dict[str, Make] = {}


def register_noted(kind: str, make: Make) -> None:
    """Let `make` turn all notes of a kind into things in the terms of schema.org; it is asked where there is one at least."""
    _makers[kind] = make


def note(context: dict[str, Any], kind: str, thing: Any) -> None:
    """Note something of what is being rendered; outside of a page, as in the preview of a block, nobody listens."""
    notes = context.get(NOTES)
    if notes is not None:
        notes.setdefault(kind, []).append(thing)


def things_noted(notes: Notes, page: ReaderPage) -> list[dict[str, Any]]:
    """Return what search engines are told of the notes of a page."""
    return [thing for kind, make in _makers.items() if notes.get(kind) for thing in make(notes[kind], page)]
