"""Static files of plugins, also in the place of ours.

A plugin's files lie in `static/<slug>/` of its folder and are collected like those of the rooms; as files have no state, they
can be fetched while the plugin is switched off. A file in `static/<slug>/replace/` takes the place of ours with the rest of
its path while the plugin is active: `static/weather/replace/theme/css/sanad.css` stands for `theme/css/sanad.css` wherever a
page asks for its address. What a style sheet or a script imports by itself is not asked for, and stays.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from plugins.active import active_slugs
from plugins.templates import may_replace, plugin_folders

REPLACE = "replace"

# The active plugins, and what they replace.
_replaced: tuple[frozenset[str] | None, dict[str, str]] = (None, {})


def static_name(name: str) -> str:
    """Return the name of the static file that stands for `name` now: mostly itself."""
    global _replaced
    active = active_slugs()
    if not active:
        return name
    if _replaced[0] is not active:
        _replaced = (active, _replacements())
    return _replaced[1].get(name, name)


def _replacements() -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, folder in plugin_folders("static"):
        root = folder / slug / REPLACE
        for path in root.rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and may_replace(name):
                found.setdefault(name, f"{slug}/{REPLACE}/{name}")
    return found


class ReplacingMixin:
    """For a storage of static files: gives the addresses of what replaces a file."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Return the address of the file that stands for this one now."""
        stands = static_name(name) if name else name
        if stands != name:
            # A plugin that was dropped in after the files had been collected has none; the page goes on with ours.
            with suppress(ValueError):
                return str(super().url(stands, *args, **kwargs))  # type: ignore[misc]
        return str(super().url(name, *args, **kwargs))  # type: ignore[misc]
