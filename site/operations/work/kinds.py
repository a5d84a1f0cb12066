"""How far a task is, and how one that runs is stopped, told by whoever wrote it.

Most tasks are done in a moment. One that takes longer keeps a row with its progress; the screen of tasks finds that here,
by what the task was called with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plugins.naming import owner_for
from plugins.registry import Registry


@dataclass(frozen=True)
class Progress:
    """Steps that are done. `total` is None while nobody knows how many there are; `title` says on what it works."""

    done: int
    total: int | None = None
    title: str = ""

    @property
    def percent(self) -> int | None:
        """How much is done of a hundred."""
        return min(100, 100 * self.done // self.total) if self.total else None


ReadProgress = Callable[..., Progress | None]
Cancel = Callable[..., bool]


@dataclass(frozen=True)
class TaskKind:
    """What is known of the tasks of one function beside their rows."""

    path: str
    progress: ReadProgress
    cancel: Cancel | None = None


_kinds: Registry[TaskKind] = Registry("task kinds")


def register_task_kind(path: str, *, progress: ReadProgress, cancel: Cancel | None = None) -> None:
    """Have the screen of tasks show how far the tasks of a function are ("room.tasks.name"), and let people stop them.

    `progress` gets what the task was called with and returns a Progress, or None when nothing is known. `cancel` gets the
    same, asks the work to end, and tells whether it will. Both are called while somebody looks: they take milliseconds.
    """
    _kinds.add(TaskKind(path, progress, cancel), name=path, owner=owner_for(progress), replace=True)


def kind_of(path: str) -> TaskKind | None:
    """Return what is known of the tasks of a function, if anything."""
    return next((kind for kind in _kinds if kind.path == path), None)


def progress_of(path: str, given: dict[str, Any]) -> Progress | None:
    """Return how far a task is. `given` are its arguments, as the row of the task has them."""
    kind = kind_of(path)
    return kind.progress(*given.get("args", ()), **given.get("kwargs", {})) if kind else None
