"""What lies on the disk otherwise than this process has loaded it: it is in force after a reload."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from plugins.discovery import Found, find_plugins
from plugins.loaded import loaded


@dataclass(frozen=True)
class Change:
    """A plugin that came or changed since this process started. `old` is the loaded version, "" for a new plugin."""

    slug: str
    name: str
    old: str
    version: str


def changes_on_disk() -> list[Change]:
    """Compare the folder of plugins with what is loaded. Reads the names and times of all files of plugins."""
    folder = Path(settings.SANAD_PLUGINS)
    return [change for each in find_plugins(folder) if (change := _change(each)) is not None]


def _change(there: Found) -> Change | None:
    used = loaded().found.get(there.slug)
    if used is not None and (used.stamp or there.stamp) == there.stamp and _version(used) == _version(there):
        return None
    name = there.manifest.name if there.manifest else there.slug
    return Change(there.slug, name, _version(used) if used else "", _version(there))


def _version(found: Found) -> str:
    return found.manifest.version if found.manifest else ""
