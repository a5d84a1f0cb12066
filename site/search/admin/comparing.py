"""Two lists of results side by side: what is new, gone, or elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

SHOWN = 10
"""Places that are shown. More are asked for, so that what comes from place 14 is not taken for new."""
ASKED = 30


class Move(Enum):
    """What became of a hit."""

    SAME = "same"
    UP = "up"
    DOWN = "down"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Place:
    """A hit at its place. `by`: how many places it moved; `other`: its place on the other side, 0 for none."""

    hit: Any
    number: int
    move: Move
    by: int = 0
    other: int = 0


@dataclass(frozen=True)
class Comparison:
    """The shown places before and after, and how many of those after are not where they were."""

    before: tuple[Place, ...]
    after: tuple[Place, ...]
    moved: int


def compared(before: Sequence[Any], after: Sequence[Any]) -> Comparison:
    """Compare two lists of hits with a `page` each, best first."""
    first = {hit.page.pk: number for number, hit in enumerate(before, start=1)}
    second = {hit.page.pk: number for number, hit in enumerate(after, start=1)}
    left = tuple(_leaving(hit, number, second) for number, hit in enumerate(before[:SHOWN], start=1))
    right = tuple(_arriving(hit, number, first) for number, hit in enumerate(after[:SHOWN], start=1))
    gone = sum(place.move is Move.GONE for place in left)
    return Comparison(left, right, sum(place.move is not Move.SAME for place in right) + gone)


def _arriving(hit: Any, number: int, before: dict[int, int]) -> Place:
    old = before.get(hit.page.pk, 0)
    if not old:
        return Place(hit, number, Move.NEW)
    move = Move.SAME if old == number else Move.UP if number < old else Move.DOWN
    return Place(hit, number, move, abs(old - number), old)


def _leaving(hit: Any, number: int, after: dict[int, int]) -> Place:
    new = after.get(hit.page.pk, 0)
    if not new:
        return Place(hit, number, Move.GONE)
    move = Move.SAME if new == number else Move.UP if new < number else Move.DOWN
    return Place(hit, number, move, abs(new - number), new)
