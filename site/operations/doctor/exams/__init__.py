"""What the doctor of this room looks at."""

from __future__ import annotations

from operations.doctor.exams import (
    clock,
    database,
    files,
    index,
    languages,
    machine,
    permissions,
    restoration,
    state,
    tree,
    visible,
)


def register_all() -> None:
    """Register every exam, what others stand on first."""
    for module in (database, restoration, machine, clock, tree, visible, permissions, languages, files, index, state):
        module.register()
