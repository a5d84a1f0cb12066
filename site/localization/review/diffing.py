from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"<[^>]*>|[\w\u200c\u200d]+|\s+|[^\w\s<]|<")
TOO_LONG = 20_000
"""Characters from which on two texts are not compared word by word: it would take seconds."""


@dataclass(frozen=True)
class Piece:
    """A run of words: the "same" in both, or "gone", or "new"."""

    what: str
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return what changed between two texts, word by word; tags of inline HTML count as words."""
    if old == new:
        return [Piece("same", new)] if new else []
    if len(old) + len(new) > TOO_LONG:
        return [Piece(what, text) for what, text in (("gone", old), ("new", new)) if text]
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for op, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(after[k:n])))
            continue
        pieces += [Piece("gone", "".join(before[i:j]))] if j > i else []
        pieces += [Piece("new", "".join(after[k:n]))] if n > k else []
    return pieces
