from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What came of a sync."""

    MERGED = "merged"
    UNCHANGED = "unchanged"
    STOPPED = "stopped"
    SOURCE_GONE = "source gone"


@dataclass(frozen=True)
class Outcome:
    """What came of a sync, in numbers of units. `harvested` were taken over from the page, where somebody wrote in its editor."""

    what: What
    changed: int = 0
    new: int = 0
    binned: int = 0
    back: int = 0
    harvested: int = 0
    has_draft: bool = False

    @property
    def note(self) -> str:
        """The numbers in signs, for the history: changed, new, into the bin, out of it."""
        signs = (("~", self.changed), ("+", self.new), ("−", self.binned), ("↩", self.back), ("✎", self.harvested))
        return " ".join(f"{sign}{number}" for sign, number in signs if number)
