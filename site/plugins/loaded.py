"""What this process has loaded of the plugins, and why it left out the rest. Written at the start, read by everybody."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from plugins.owners import NAMESPACE

if TYPE_CHECKING:
    from plugins.discovery import Found


class LeftOut(StrEnum):
    """Why a plugin is not loaded."""

    INVALID = "invalid"  # the folder or its manifest has mistakes
    INCOMPATIBLE = "incompatible"  # it needs what is not here: a version, another plugin, a free label
    DISABLED = "disabled"  # safe mode, or DISABLE_PLUGINS names it
    BROKEN = "broken"  # its code failed, in the trial or here


@dataclass
class Loaded:
    """The plugins of this process.

    `apps` are entries for INSTALLED_APPS, what is needed before what needs it. `found` holds every plugin by its slug, or
    by the name of its folder when that is no slug. `broken` has a reason, in English, for each that must not be used, and
    `kinds` the sort of that reason; a plugin that fails later in the start is added to both.
    """

    apps: list[str] = field(default_factory=list)
    found: dict[str, Found] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, LeftOut] = field(default_factory=dict)
    must_use: frozenset[str] = frozenset()
    safe_mode: bool = False
    # Sentences about what concerns no plugin of `found`.
    trouble: list[str] = field(default_factory=list)
    # The process that loaded them. A server that loads first and forks later cannot be reloaded by its workers' end.
    process: int = field(default_factory=os.getpid)

    def leave_out(self, slug: str, kind: LeftOut, reason: str) -> None:
        """Note why a plugin is not used. The first reason stays: what follows is mostly its consequence."""
        if slug not in self.broken:
            self.broken[slug] = reason
            self.kinds[slug] = kind

    def usable(self) -> frozenset[str]:
        """The slugs whose code is loaded and may be used."""
        return frozenset(self.found).difference(self.broken)

    def name(self, slug: str) -> str:
        """Return what a plugin calls itself; its slug when nobody knows."""
        found = self.found.get(slug)
        return found.manifest.name if found and found.manifest else slug

    def package(self, slug: str) -> str:
        """The dotted name of a plugin's package. Raises KeyError for an unknown slug."""
        manifest = self.found[slug].manifest
        return manifest.package if manifest else f"{NAMESPACE}.{slug}"


_loaded = Loaded()


def loaded() -> Loaded:
    """Return what this process has loaded; empty when nothing has been loaded yet."""
    return _loaded


def loaded_replace(new: Loaded) -> Loaded:
    """Let `new` be what this process has loaded, and return what was before."""
    global _loaded
    before, _loaded = _loaded, new
    return before


def note_broken(slug: str, reason: str) -> None:
    """Note that a plugin failed in this process after it had been loaded: it is not used until the next start."""
    _loaded.leave_out(slug, LeftOut.BROKEN, reason)
