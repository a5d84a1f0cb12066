"""Suggests how much a change of a source matters, from what it said before and what it says now.

Texts that are the same before and after cancel out wherever they stand, so moving a block is no change. What is left is
paired within its field or block. Then:

- **major** where 30 % of the words changed (and ten at least), or where three grave things did: a number, a link or file, or a
  text that is gone;
- **medium** where one grave thing changed, or more words than a typo has: one in twenty, three at least and fifteen at most;
- **typo** for any less, bold type and the like included; and no change where there is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model

from localization.counting import words_of
from localization.merging import leaf
from localization.models import Kind, Level

MAJOR_SHARE = 0.3
MAJOR_WORDS = 10
"""Below so many changed words a large share of a short text is still no major change."""
MAJOR_GRAVE = 3
TYPO_SHARE = 0.05
TYPO_WORDS = (3, 15)
"""The fewest and the most changed words that may pass for a typo, whatever the length of the text."""
LIKENESS = 0.3
MOST_COMPARED = 40
"""Texts of one block that are compared each with each; where more have changed they are paired in their order."""

_NUMBER = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")


@dataclass(frozen=True)
class Piece:
    """One text of a source, or one link or file (whose `text` is empty). `markup` is the text with its tags."""

    place: str
    text: str
    markup: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """How two states of a source differ. `words` and `total` are numbers of words, the other fields count grave changes."""

    words: int = 0
    total: int = 0
    numbers: int = 0
    links: int = 0
    removed: int = 0
    is_other_markup: bool = False

    @property
    def level(self) -> Level:
        """The level that this suggests."""
        grave = self.numbers + self.links + self.removed
        least, most = TYPO_WORDS
        if grave >= MAJOR_GRAVE or (self.words >= MAJOR_WORDS and self.words >= MAJOR_SHARE * self.total):
            return Level.MAJOR
        if grave or self.words > min(max(least, TYPO_SHARE * self.total), most):
            return Level.MEDIUM
        return Level.TYPO if self.words or self.is_other_markup else Level.NONE


def level_suggested(before: Model | None, after: Model) -> Level:
    """Return the level of the change from one state of a source to another; NONE where nothing to translate changed.

    Without a state before, nobody can have translated it: a typo.
    """
    return Level.TYPO if before is None else difference_of(before, after).level


def difference_of(before: Model, after: Model) -> Difference:
    """Return how two states of a source differ. No writes; what it reads is what rich text needs."""
    return difference_between(pieces_of(before), pieces_of(after))


def pieces_of(instance: Model) -> list[Piece]:
    """Return the texts, links and files of a source, in their order."""
    from localization.segments import segments_of

    return [_piece(each) for each in segments_of(instance)]


def difference_between(before: list[Piece], after: list[Piece]) -> Difference:
    """Return how two lists of texts differ."""
    old, new = _without_the_same(before, after)
    pairs, gone, added = _paired(old, new)
    return Difference(
        words=sum(_words_changed(*pair) for pair in pairs) + sum(len(words_of(each.text)) for each in (*gone, *added)),
        total=max(sum(len(words_of(each.text)) for each in each_side) for each_side in (before, after)),
        numbers=sum(_numbers_changed(*pair) for pair in pairs),
        links=sum(_links_changed(*pair) for pair in pairs),
        removed=len(gone),
        is_other_markup=Counter(each.markup for each in before) != Counter(each.markup for each in after),
    )


def _piece(segment: Any) -> Piece:
    if segment.kind == Kind.VALUE:
        return Piece(leaf(segment.path), "", "", (repr(segment.source_value),))
    attributes = segment.attributes or {}
    links = [str(value) for each in attributes.values() if isinstance(each, dict) for value in each.values()]
    return Piece(leaf(segment.path), " ".join(words_of(segment.source)), segment.source, tuple(sorted(links)))


def _without_the_same(before: list[Piece], after: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    here, there = Counter(map(_said, before)), Counter(map(_said, after))
    return _surplus(before, here - there), _surplus(after, there - here)


def _said(piece: Piece) -> tuple[str, tuple[str, ...]]:
    return piece.text, piece.links


def _surplus(pieces: list[Piece], left: Counter[tuple[str, tuple[str, ...]]]) -> list[Piece]:
    """Those that stand where the other side has nothing of the kind; of several alike the last ones."""
    found = []
    for each in reversed(pieces):
        if left[_said(each)] > 0:
            left[_said(each)] -= 1
            found.append(each)
    return found[::-1]


def _paired(old: list[Piece], new: list[Piece]) -> tuple[list[tuple[Piece, Piece]], list[Piece], list[Piece]]:
    pairs: list[tuple[Piece, Piece]] = []
    gone: list[Piece] = []
    by_place: defaultdict[tuple[str, bool], list[Piece]] = defaultdict(list)
    for each in new:
        by_place[each.place, bool(each.text)].append(each)
    grouped: defaultdict[tuple[str, bool], list[Piece]] = defaultdict(list)
    for each in old:
        grouped[each.place, bool(each.text)].append(each)
    for place, mine in grouped.items():
        theirs = by_place[place]
        for each in mine:
            other = _nearest(each, theirs, in_order=len(mine) == len(theirs) or len(theirs) > MOST_COMPARED)
            if other is None:
                gone.append(each)
            else:
                theirs.remove(other)
                pairs.append((each, other))
    return pairs, gone, [each for rest in by_place.values() for each in rest]


def _nearest(piece: Piece, others: list[Piece], *, in_order: bool) -> Piece | None:
    if not others:
        return None
    if in_order or not piece.text:
        return others[0]
    ratios = [(SequenceMatcher(None, piece.text.split(), each.text.split()).ratio(), each) for each in others]
    ratio, best = max(ratios, key=lambda each: each[0])
    return best if ratio >= LIKENESS else None


def _words_changed(old: Piece, new: Piece) -> int:
    steps = SequenceMatcher(None, old.text.split(), new.text.split()).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for step, i1, i2, j1, j2 in steps if step != "equal")


def _numbers_changed(old: Piece, new: Piece) -> int:
    return _larger_side(_NUMBER.findall(old.markup), _NUMBER.findall(new.markup))


def _links_changed(old: Piece, new: Piece) -> int:
    return _larger_side(old.links, new.links)


def _larger_side(old: Iterable[str], new: Iterable[str]) -> int:
    here, there = Counter(old), Counter(new)
    return max((here - there).total(), (there - here).total())
