from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from localization.models import Unit


class SegmentLike(Protocol):
    """What merging reads of a segment of the source; `localization.segments.Segment` is one."""

    @property
    def path(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def attributes(self) -> dict[str, Any]: ...
    @property
    def source_value(self) -> Any: ...


@dataclass(frozen=True)
class Pair:
    """A unit and the segment it belongs to from now on."""

    unit: Unit
    segment: SegmentLike


@dataclass(frozen=True)
class Fresh:
    """A segment that no unit belongs to. `like` is a unit that translates the same words; its text may be copied."""

    segment: SegmentLike
    like: Unit | None = None


@dataclass
class Merged:
    """Who belongs to whom.

    `keep`: the source says what it said when the unit was last merged or written, wherever it stands now. `change`: it says
    something else. `back`: units that leave the bin, for their source has returned. `bin`: living units whose source is gone.
    `drop`: such units that nobody ever wrote anything into. Units of the bin that stay there are in none of these.
    """

    keep: list[Pair] = field(default_factory=list)
    change: list[Pair] = field(default_factory=list)
    back: list[Pair] = field(default_factory=list)
    new: list[Fresh] = field(default_factory=list)
    bin: list[Unit] = field(default_factory=list)
    drop: list[Unit] = field(default_factory=list)
