"""What changed in the source of a unit, as pieces to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from localization.merging import word_diff
from localization.models import Unit, UnitState


@dataclass(frozen=True)
class Shown:
    """A stretch of inline HTML; `kind` is "same", "old" (taken away) or "new"."""

    kind: str
    text: str


def changes_of(unit: Unit) -> list[Shown]:
    """Return what changed in an outdated unit's source since it was translated; nothing for other units."""
    if unit.state != UnitState.OUTDATED or not unit.new_source or unit.source == unit.new_source:
        return []
    return [Shown(piece.kind, piece.text) for piece in word_diff(unit.source, unit.new_source)]
