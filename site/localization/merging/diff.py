"""What changed between two states of a text, word by word; and how much alike two texts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from localization.counting import CJK

# Whole tags and entities, so that no piece ends within one; then words, single signs of scripts without spaces, and the rest.
_TOKEN = re.compile(rf"<[^>]*>|&#?\w+;|[{CJK}]|(?:(?![{CJK}])[\w\u200c])+|\s+|.", re.DOTALL)
_WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])[\w\u200c])+")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[^.!?؟。\n]*[.!?؟。\n]*\s*")
# Above as many comparisons of tokens, sentences are compared: a segment of 50,000 characters must not hold a request up.
MOST = 4_000_000


@dataclass(frozen=True)
class Piece:
    """A stretch of inline HTML: `same` is in both, `old` only in the first, `new` only in the second."""

    kind: Literal["same", "old", "new"]
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return two states of a text as pieces. All that are not `new` give the old one when joined, all not `old` the new one.

    Tags and entities are never cut, but a piece may hold one half of a pair of tags: escape pieces before they are shown.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _same_ahead(before, after)
    end = _same_ahead(before[start:][::-1], after[start:][::-1])
    middle = before[start : len(before) - end], after[start : len(after) - end]
    if len(middle[0]) * len(middle[1]) > MOST:
        middle = _sentences(middle[0]), _sentences(middle[1])
    pieces = [Piece("same", "".join(before[:start]))]
    if len(middle[0]) * len(middle[1]) > MOST:
        pieces += [Piece("old", "".join(middle[0])), Piece("new", "".join(middle[1]))]
    else:
        pieces += _compared(*middle)
    pieces.append(Piece("same", "".join(before[len(before) - end :])))
    return _joined(pieces)


def _same_ahead(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _sentences(tokens: list[str]) -> list[str]:
    return [each for each in _SENTENCE.findall("".join(tokens)) if each]


def _compared(before: list[str], after: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
        else:
            pieces += [Piece("old", "".join(before[a:b])), Piece("new", "".join(after[c:d]))]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours of one kind, and blanks that stayed between two changed words: they read better as one change."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        is_gap = piece.kind == "same" and piece.text.isspace() and 0 < at < len(pieces) - 1
        parts = [Piece("old", piece.text), Piece("new", piece.text)] if is_gap and _is_changed(found) else [piece]
        for part in parts:
            _append(found, part)
    return found


def _is_changed(pieces: list[Piece]) -> bool:
    return {each.kind for each in pieces[-2:]} == {"old", "new"}


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Put a piece behind; within a change everything old stands before everything new."""
    for back in (1, 2):
        if (
            len(pieces) >= back
            and pieces[-back].kind == piece.kind
            and (back == 1 or "same" not in (piece.kind, pieces[-1].kind))
        ):
            pieces[-back] = Piece(piece.kind, pieces[-back].text + piece.text)
            return
    if piece.kind == "old" and pieces and pieces[-1].kind == "new":
        pieces.insert(len(pieces) - 1, piece)
    else:
        pieces.append(piece)


def words(html: str) -> Counter[str]:
    """Return the words of inline HTML with their numbers, small letters for capital ones."""
    return Counter(_WORD.findall(_TAG.sub(" ", html).casefold()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return from 0 (no word in common) to 1 (the same words in some order); long texts cost no more than their length."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
