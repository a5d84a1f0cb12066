"""All about one plugin, for its page and `plugin info`: what it says, uses, costs and keeps, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plugins import active
from plugins.figures import Statistic, statistics
from plugins.files import files_hash, list_files
from plugins.hooks import listeners_of
from plugins.loaded import loaded
from plugins.manifest import Manifest
from plugins.models import Plugin, PluginFailure
from plugins.overview import Row
from plugins.registry import contributions
from plugins.shield import describe

MOST_README = 30_000
MOST_FAILURES = 20
MOST_HASHED = 50 << 20  # bytes; a page must not wait for more
READMES = ("README.md", "README.rst", "README.txt", "README")


@dataclass(frozen=True)
class Used:
    """A hook that the plugin listens to, or another place its code runs at. `priorities` are "" where there is none.

    `cost` is what this process has seen of it since its start, None when it was never called.
    """

    where: str
    priorities: str
    cost: Statistic | None


@dataclass(frozen=True)
class Needed:
    """Another plugin that this one requires."""

    slug: str
    name: str
    versions: str
    fulfilled: bool


@dataclass(frozen=True)
class Files:
    """What lies in the plugin's folder. `changed`: otherwise than when it was installed; None when that is not known."""

    count: int
    bytes: int
    hash: str
    changed: bool | None


@dataclass(frozen=True)
class Added:
    """What the plugin has added to one registry: names, of functions and classes without one the dotted one."""

    registry: str
    names: tuple[str, ...]


def used(slug: str) -> list[Used]:
    """Return the places at which the plugin's code runs, what took most time first, then hooks that were never called."""
    costs = {each.where: each for each in statistics(slug)}
    listens: dict[str, set[int]] = {}
    for hook, listener in listeners_of(slug):
        listens.setdefault(f"{hook.kind} {hook.name}", set()).add(listener.priority)
    shown = [Used(where, _listed(listens.get(where, ())), cost) for where, cost in costs.items()]
    return shown + [Used(where, _listed(found), None) for where, found in sorted(listens.items()) if where not in costs]


def added(slug: str) -> list[Added]:
    """Return what the plugin has added to the registries of the rooms."""
    return [
        Added(where, tuple(each.name or _named(each.entry) for each in entries)) for where, entries in contributions(slug).items()
    ]


def needed(manifest: Manifest | None) -> list[Needed]:
    """Return the plugins that must be active for this one."""
    requires = manifest.requires if manifest else {}
    return [Needed(slug, loaded().name(slug), versions, active.is_active(slug)) for slug, versions in requires.items()]


def needing(slug: str, rows: Iterable[Row]) -> list[Row]:
    """Return the plugins that require this one."""
    return [row for row in rows if slug in row.needs]


def readme(slug: str) -> str:
    """Return the text of the plugin's README; "" when there is none that can be read."""
    found = loaded().found.get(slug)
    for name in READMES if found else ():
        path = found.folder / name  # type: ignore[union-attr]
        if path.is_file() and not path.is_symlink():
            try:
                with path.open(encoding="utf-8-sig", errors="replace") as file:
                    return file.read(MOST_README)
            except OSError:
                continue
    return ""


def files(slug: str) -> Files | None:
    """Return what lies in the plugin's folder; None when it is not there."""
    found = loaded().found.get(slug)
    if found is None or not found.folder.is_dir():
        return None
    listing = list_files(found.folder)
    size = sum(each[1] for each in listing.files)
    stored = Plugin.objects.filter(slug=slug).values_list("files_hash", flat=True).first()
    hashed = files_hash(found.folder, listing) if size <= MOST_HASHED else ""
    return Files(len(listing.files), size, hashed, hashed != stored if stored and hashed else None)


def failures(slug: str) -> list[PluginFailure]:
    """Return the last failures of the plugin, newest first."""
    return list(PluginFailure.objects.filter(slug=slug)[:MOST_FAILURES])


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(each) for each in sorted(numbers))


def _named(entry: Any) -> str:
    return describe(entry) if callable(entry) else type(entry).__name__
