"""What changed between two sequences of lines, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from theme.compare.lines import Line, Word

SIMILAR = 0.4
"""Lines that share so much of their words are one line that was changed; others were taken away and added."""
MOST_WORDS = 4000
"""Longer lines are compared as a whole: word by word would take seconds."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `state` is "" (kept), "added" or "removed"."""

    text: str
    state: str = ""


@dataclass(frozen=True)
class ChangedLine:
    """A line with its pieces; `state` as of a piece, or "changed"."""

    kind: str
    pieces: tuple[Piece, ...]
    state: str = ""


def changed_lines(before: Sequence[Line], after: Sequence[Line]) -> list[ChangedLine]:
    """Return the lines of both, in the order of the newer, with what was taken away where it stood."""
    found: list[ChangedLine] = []
    matcher = SequenceMatcher(None, [_key(line) for line in before], [_key(line) for line in after], autojunk=False)
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == "equal":
            found += [_whole(line, "") for line in after[new_low:new_high]]
        else:
            found += _replaced(before[low:high], after[new_low:new_high])
    return found


def _key(line: Line) -> tuple[str, tuple[Word, ...]]:
    return line.kind, tuple(line.words)


def _whole(line: Line, state: str) -> ChangedLine:
    return ChangedLine(line.kind, (Piece(line.text, state),), state)


def _replaced(before: Sequence[Line], after: Sequence[Line]) -> Iterator[ChangedLine]:
    """Pair lines that are similar, in their order; what finds no partner was taken away or added."""
    waiting = list(before)
    for line in after:
        partner = next((number for number, each in enumerate(waiting) if _are_similar(each, line)), None)
        if partner is None:
            yield _whole(line, "added")
            continue
        yield from (_whole(each, "removed") for each in waiting[:partner])
        yield ChangedLine(line.kind, tuple(_words_changed(waiting[partner].words, line.words)), "changed")
        del waiting[: partner + 1]
    yield from (_whole(each, "removed") for each in waiting)


def _are_similar(one: Line, other: Line) -> bool:
    if max(len(one.words), len(other.words)) > MOST_WORDS:
        return False
    words = [[each.text for each in line.words if not each.text.isspace()] for line in (one, other)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    return matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR


def _words_changed(before: Sequence[Word], after: Sequence[Word]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, low, high, new_low, new_high in _without_crumbs(matcher.get_opcodes(), after):
        if operation == "equal":
            yield Piece(_text(after[new_low:new_high]))
            continue
        if high > low:
            yield Piece(_text(before[low:high]), "removed")
        if new_high > new_low:
            yield Piece(_text(after[new_low:new_high]), "added")


Operation = tuple[str, int, int, int, int]


def _without_crumbs(operations: Iterable[Operation], after: Sequence[Word]) -> Iterator[Operation]:
    """Join changes that only a space keeps apart: three words that changed are read as one change."""
    held: Operation | None = None
    waiting = list(operations)
    for number, each in enumerate(waiting):
        is_space = each[0] == "equal" and all(word.text.isspace() for word in after[each[3] : each[4]])
        if held is not None and (each[0] != "equal" or (is_space and number + 1 < len(waiting))):
            held = ("replace", held[1], each[2], held[3], each[4])
        elif each[0] != "equal":
            held = each
        else:
            if held is not None:
                yield held
            held = None
            yield each
    if held is not None:
        yield held


def _text(words: Sequence[Word]) -> str:
    return "".join(each.text for each in words)
