"""Lists of what rooms and plugins contribute. Whoever reads one gets the core's entries and those of active plugins."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from plugins.active import active_slugs
from plugins.naming import owner_for

T = TypeVar("T")

_registries: list[Registry[Any]] = []


class DuplicateEntryError(ValueError):
    """Two entries of a registry want the same name."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[T]):
    """Something that was added, and by whom."""

    entry: T
    name: str  # unique in its registry unless empty
    order: int
    owner: str  # the slug of a plugin; empty: the core


class Registry(Generic[T]):
    """What was added, in order: lower orders first, equal ones as they came.

    Written under a lock and replaced as a whole, so that reading needs none.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._all: tuple[Entry[T], ...] = ()
        self._cached: tuple[object, object, tuple[Entry[T], ...]] = (None, None, ())
        self._writing = threading.Lock()
        _registries.append(self)

    def add(self, entry: T, *, name: str = "", order: int = 100, owner: str | None = None, replace: bool = False) -> T:
        """Add an entry and return it. `owner` is the plugin whose code runs now, or that the entry's module belongs to.

        With `replace` the entry of the same name and owner makes way. Raises DuplicateEntryError when the name is taken, be
        it by a plugin that is not active now.
        """
        if owner is None:
            owner = owner_for(entry)
        with self._writing:
            twin = next((each for each in self._all if name and each.name == name), None)
            if twin is not None and not (replace and twin.owner == owner):
                whose = f"the plugin {twin.owner}" if twin.owner else "Sanad itself"
                raise DuplicateEntryError(f"{self.name}: the name {name!r} is taken by {whose}.")
            others = [each for each in self._all if each is not twin]
            # The sort is stable.
            self._all = tuple(sorted([*others, Entry(entry, name, order, owner)], key=attrgetter("order")))
        return entry

    def remove(self, entry: T) -> bool:
        """Take an entry out. True if it was there."""
        return self._keep(lambda each: each.entry is not entry)

    def remove_owner(self, owner: str) -> bool:
        """Take out everything of a plugin. True if there was anything."""
        return self._keep(lambda each: each.owner != owner)

    def entries(self) -> tuple[Entry[T], ...]:
        """Return the entries of the core and of active plugins with their names and owners."""
        every, active = self._all, active_slugs()
        cached_every, cached_active, entries = self._cached
        if cached_every is every and cached_active is active:
            return entries
        entries = tuple(each for each in every if not each.owner or each.owner in active)
        self._cached = (every, active, entries)
        return entries

    def __iter__(self) -> Iterator[T]:
        return iter([each.entry for each in self.entries()])

    def __len__(self) -> int:
        return len(self.entries())

    def get(self, name: str) -> T | None:
        """Return the entry of this name, or None when there is none or its plugin is not active."""
        return next((each.entry for each in self.entries() if each.name == name), None)

    def every(self) -> tuple[Entry[T], ...]:
        """Return all entries, those of plugins that are not active too."""
        return self._all

    def entries_of(self, owner: str) -> tuple[Entry[T], ...]:
        """Return what a plugin has added, active or not; of the core for the empty slug."""
        return tuple(each for each in self._all if each.owner == owner)

    def _keep(self, wanted: Any) -> bool:
        with self._writing:
            kept = tuple(each for each in self._all if wanted(each))
            gone = len(kept) < len(self._all)
            self._all = kept
        return gone


def registries() -> tuple[Registry[Any], ...]:
    """Return every registry there is, by name."""
    return tuple(sorted(_registries, key=attrgetter("name")))


def contributions(slug: str) -> dict[str, tuple[Entry[Any], ...]]:
    """Return what a plugin has added, by the name of the registry."""
    return {registry.name: entries for registry in registries() if (entries := registry.entries_of(slug))}
