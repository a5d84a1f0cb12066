"""Which text of a page that was made elsewhere translates which of its source: by block, by place, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from localization.merging import BLOCK_ID, base
from localization.segments import Segment


@dataclass
class Paired:
    """Segments of a source with those of its translation; what of the source has none, and what of the translation."""

    pairs: list[tuple[Segment, Segment]] = field(default_factory=list)
    missing: list[Segment] = field(default_factory=list)
    own: list[Segment] = field(default_factory=list)


def paired(source: Iterable[Segment], target: Iterable[Segment]) -> Paired:
    """Pair the segments of one kind of a page and of its translation.

    Blocks of one id belong together, then blocks of one place, where both pages have the same blocks in the same order, then
    what has the same shape. Texts within are paired in order where both sides have as many of them, and not at all otherwise.
    """
    found = Paired(missing=sorted(source, key=_order), own=sorted(target, key=_order))
    _take(found, lambda segment: base(segment.path), lambda segment: base(segment.path))
    places = _places(found.missing), _places(found.own)
    if _shapes(places[0]) == _shapes(places[1]):
        _take(found, lambda segment: _placed(segment, places[0]), lambda segment: _placed(segment, places[1]))
    _take(found, _shape, _shape)
    return found


def _take(found: Paired, source_key: Callable[[Segment], Hashable], target_key: Callable[[Segment], Hashable]) -> None:
    """Pair the groups of equal keys that have as many members on both sides."""
    missing, own = _grouped(found.missing, source_key), _grouped(found.own, target_key)
    taken: set[int] = set()
    for key in missing.keys() & own.keys():
        if len(missing[key]) == len(own[key]):
            pairs = list(zip(missing[key], own[key], strict=True))
            found.pairs += pairs
            taken |= {id(each) for pair in pairs for each in pair}
    found.missing = [each for each in found.missing if id(each) not in taken]
    found.own = [each for each in found.own if id(each) not in taken]


def _grouped(segments: Iterable[Segment], key: Callable[[Segment], Hashable]) -> dict[Hashable, list[Segment]]:
    groups: dict[Hashable, list[Segment]] = defaultdict(list)
    for each in segments:
        groups[key(each)].append(each)
    return groups


def _order(segment: Segment) -> int:
    return segment.order


def _shape(segment: Segment) -> str:
    """Return the path without the names of blocks."""
    return BLOCK_ID.sub("*", base(segment.path))


def _block(segment: Segment) -> str:
    """Return the field and the block that stands in it, the field alone where there is none."""
    parts = base(segment.path).split(".")
    return ".".join(parts[:2]) if len(parts) > 1 and BLOCK_ID.fullmatch(parts[1]) else parts[0]


def _places(segments: Iterable[Segment]) -> dict[str, tuple[int, set[str]]]:
    """Return the blocks in their order, each with its place and the shapes of what is in it."""
    places: dict[str, tuple[int, set[str]]] = {}
    for each in segments:
        places.setdefault(_block(each), (len(places), set()))[1].add(_shape(each))
    return places


def _shapes(places: dict[str, tuple[int, set[str]]]) -> list[set[str]]:
    return [shapes for _place, shapes in places.values()]


def _placed(segment: Segment, places: dict[str, tuple[int, set[str]]]) -> tuple[int, str]:
    return places[_block(segment)][0], _shape(segment)
