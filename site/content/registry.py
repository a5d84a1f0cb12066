"""The blocks a stream may hold. Rooms and plugins register theirs; every stream looks them up when it needs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.blocks import Block


class DuplicateBlockError(ValueError):
    """Two blocks want the same type name."""


@dataclass(frozen=True)
class _Entry:
    block: Block
    order: int
    active: Callable[[], bool]


_entries: dict[str, _Entry] = {}


def register_block(name: str, block: Block, *, order: int = 100, active: Callable[[], bool] = lambda: True) -> None:
    """Offer `block` in every stream under the type name `name`, which is stored with the content and must never change.

    Lower orders come first in the editor's menu. `active` is asked at each use: while it says no, stored blocks of this
    type are kept with their data, but not shown and not offered. Raises DuplicateBlockError when the name is taken.
    """
    if name in _entries:
        raise DuplicateBlockError(f"A block named {name!r} is registered already.")
    block.set_name(name)
    _entries[name] = _Entry(block, order, active)


def unregister_block(name: str) -> None:
    """Withdraw a block; stored content of its type is kept. Does nothing when the name is unknown."""
    _entries.pop(name, None)


def registered_block(name: str) -> Block | None:
    """Return the block of this name, or None when it is unknown or not active."""
    entry = _entries.get(name)
    return entry.block if entry is not None and entry.active() else None


def registered_names() -> list[str]:
    """Return the names of all active blocks, in the order of the editor's menu."""
    return sorted((name for name, each in _entries.items() if each.active()), key=lambda name: (_entries[name].order, name))
