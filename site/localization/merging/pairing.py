"""Which unit belongs to which segment of the new source.

From the certain to the likely: the same words at the same place, then in the same block wherever it stands; then what comes back
from the bin; then what was rewritten; then words that were cut out and put in elsewhere. Living units always come before those of
the bin: a row of the bin must never take the place of one that somebody works on.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from localization.merging.diff import likeness, words
from localization.merging.leaves import base, home, leaf
from localization.merging.types import Fresh, Merged, Pair, SegmentLike
from localization.models import Kind, Unit, UnitState
from localization.units import is_half

ALIKE = 0.3
"""From here on a text counts as rewritten, below as another one."""
NEAR = 40
"""In a field of very many changed texts, how far apart a text and its new state are looked for."""

UnitKey = Callable[[Unit], Hashable]
SegmentKey = Callable[[SegmentLike], Hashable]


def merge(units: Sequence[Unit], segments: Sequence[SegmentLike]) -> Merged:
    """Find the unit of each segment; `units` are all of one translation, those of the bin too. Changes nothing."""
    merged = Merged()
    for kind in (Kind.TEXT, Kind.VALUE):
        _Merging([each for each in units if each.kind == kind], [each for each in segments if each.kind == kind], merged).run()
    return merged


def has_words(unit: Unit) -> bool:
    """Tell whether a language says something of its own here."""
    return bool(unit.text.strip()) or unit.value is not None


class _Merging:
    """Texts, or values: the units that still look for a segment, and the segments that nobody has found yet."""

    def __init__(self, units: list[Unit], segments: list[SegmentLike], merged: Merged) -> None:
        self.living = sorted((each for each in units if each.state != UnitState.BIN), key=lambda unit: unit.order)
        self.binned = sorted((each for each in units if each.state == UnitState.BIN), key=_freshest)
        # What is said once more by another unit may be copied from it, also when that one is taken; half a text may not.
        spoken = sorted((each for each in [*self.living, *self.binned] if each.text.strip() and not is_half(each)), key=_rank)
        self.known = {translates(each): each for each in reversed(spoken)}
        self.open = sorted(segments, key=lambda segment: segment.order)
        self.places = _places(self.living), _places(self.open)
        self.merged = merged

    def run(self) -> None:
        for unit_key, segment_key in _EXACT:
            self.merged.keep += self._pairs(self.living, unit_key, segment_key)
        for unit_key, segment_key in _EXACT:
            self.merged.back += self._pairs(self.binned, unit_key, segment_key)
        self._rewritten()
        self.merged.keep += self._pairs(self.living, said, _says)
        self.merged.back += self._pairs(self.binned, translates, _says)
        self.merged.new += [Fresh(each, self.known.get(_says(each))) for each in self.open]
        for unit in self.living:
            (self.merged.bin if has_words(unit) or unit.version else self.merged.drop).append(unit)

    def _pairs(self, units: list[Unit], unit_key: UnitKey, segment_key: SegmentKey) -> list[Pair]:
        """Pair what has equal keys, in order, and take it out of what is open."""
        waiting: dict[Hashable, deque[Unit]] = defaultdict(deque)
        for unit in units:
            waiting[unit_key(unit)].append(unit)
        wanted = ((waiting.get(segment_key(segment)), segment) for segment in self.open)
        found = [Pair(queue.popleft(), segment) for queue, segment in wanted if queue]
        self._take(units, found)
        return found

    def _take(self, units: list[Unit], found: Iterable[Pair]) -> None:
        taken = {id(pair.unit) for pair in found}, {id(pair.segment) for pair in found}
        units[:] = [each for each in units if id(each) not in taken[0]]
        self.open = [each for each in self.open if id(each) not in taken[1]]

    def _rewritten(self) -> None:
        """Pair what stands in one leaf by likeness, then what is left alone between the same neighbours."""
        old: dict[str, list[Unit]] = defaultdict(list)
        new: dict[str, list[SegmentLike]] = defaultdict(list)
        for unit in self.living:
            old[leaf(unit.path)].append(unit)
        for segment in self.open:
            new[leaf(segment.path)].append(segment)
        found: list[Pair] = []
        for name in sorted(old.keys() & new.keys()):
            pairs = _alike(old[name], new[name])
            taken = {id(pair.unit) for pair in pairs} | {id(pair.segment) for pair in pairs}
            units = [each for each in old[name] if id(each) not in taken]
            segments = [each for each in new[name] if id(each) not in taken]
            found += pairs + self._left_alone(units, segments)
        self._take(self.living, found)
        self.merged.change += found

    def _left_alone(self, units: list[Unit], segments: list[SegmentLike]) -> list[Pair]:
        """One text of a leaf gone and one come: it was written anew if it stands where the other stood."""
        if len(units) != 1 or len(segments) != 1:
            return []
        before, after = self.places
        (unit,), (segment,) = units, segments
        return [Pair(unit, segment)] if before[id(unit)] == after[id(segment)] else []


def said(unit: Unit) -> Hashable:
    """Return what the source said when the unit was last merged."""
    if unit.kind == Kind.VALUE:
        return _frozen(unit.source_value)
    return unit.new_source if unit.new_source and unit.state != UnitState.DONE else unit.source


def translates(unit: Unit) -> Hashable:
    """Return what the unit's own text was made of."""
    if unit.kind == Kind.VALUE:
        return _frozen(unit.attributes.get("was", unit.source_value))
    return unit.source


def _says(segment: SegmentLike) -> Hashable:
    return _frozen(segment.source_value) if segment.kind == Kind.VALUE else segment.source


def _frozen(value: Any) -> str:
    return repr(value)


def _rank(unit: Unit) -> int:
    """Whose text is copied first: one that is in use, then one whose source has changed since, then one of the bin."""
    return [UnitState.DONE, UnitState.OUTDATED, UnitState.BIN].index(UnitState(unit.state))


def _freshest(unit: Unit) -> tuple[bool, float, int]:
    return not has_words(unit), -(unit.written.timestamp() if unit.written else 0.0), unit.order


def _path(thing: Any) -> str:
    return base(thing.path)


def _leaf(thing: Any) -> str:
    return leaf(thing.path)


def _by(place: Callable[[Any], str], unit_says: UnitKey) -> tuple[UnitKey, SegmentKey]:
    return (lambda unit: (place(unit), unit_says(unit))), (lambda segment: (place(segment), _says(segment)))


def _home(thing: Any) -> str:
    return home(thing.path)


# Where the words say what they said: at the place itself, in the block wherever it stands, in another cell of its table (a row
# was put in above). Then the same for what the source said once: it was changed and changed back.
_EXACT = [_by(place, state) for state in (said, translates) for place in (_path, _leaf, _home)]


def _places(things: Sequence[Any]) -> dict[int, int]:
    """Return the place of each in its leaf, counted from its start."""
    seen: dict[str, int] = defaultdict(int)
    places = {}
    for each in things:
        places[id(each)] = seen[_leaf(each)]
        seen[_leaf(each)] += 1
    return places


def _alike(units: list[Unit], segments: list[SegmentLike]) -> list[Pair]:
    """Pair rewritten texts of one leaf, the most alike first. Values have no words: those of one leaf go by their order."""
    if units[0].kind == Kind.VALUE:
        return [Pair(unit, segment) for unit, segment in zip(units, segments, strict=False)]
    bags = [words(str(said(each))) for each in units], [words(each.source) for each in segments]
    is_long = len(units) * len(segments) > NEAR * NEAR
    scores = []
    for a, one in enumerate(bags[0]):
        for b, other in enumerate(bags[1]):
            if is_long and abs(a - b) > NEAR:
                continue
            if (score := likeness(one, other)) >= ALIKE:
                scores.append((-score, abs(a - b), a, b))
    found, taken_a, taken_b = [], set(), set()
    for _score, _apart, a, b in sorted(scores):
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            found.append(Pair(units[a], segments[b]))
    return found
