"""Static files of plugins, also in the place of ours.

A plugin's files lie in `static/<slug>/` of its folder and are collected like those of the rooms; as files have no state, they
can be fetched while the plugin is switched off. A file in `static/<slug>/replace/` takes the place of ours with the rest of
its path while the plugin is active: `static/weather/replace/theme/css/sanad.css` stands for `theme/css/sanad.css` wherever a
page asks for its address. What a style sheet or a script imports by itself is not asked for, and stays.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from plugins.active import active_slugs
from plugins.templates import may_replace, plugin_folders

REPLACE = "replace"
Entries = dict[str, str]

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


class CollectingStorage(ManifestStaticFilesStorage):
    """A storage with a list of its files that grows while the site runs, and is never half-written."""

    hashed_files: Entries

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others: Entries = {}  # what the list says of files that are not collected just now

    def load_manifest(self) -> tuple[Entries, str]:  # type: ignore[override]
        """Return the list on the disk and its hash."""
        self._read = self.stamp()  # before, so that a change in between is seen later
        found: Any = super().load_manifest()  # two values; django-stubs knows of one
        entries, total = found
        return entries, total

    def stamp(self) -> int:
        """Return a number that changes with the list on the disk; 0 when there is none."""
        try:
            return Path(self.path(self.manifest_name)).stat().st_mtime_ns
        except OSError:
            return 0

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is kept. Raises ValueError when it has not been collected, by nobody yet."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            if self.stamp() == self._read:
                raise
            self.hashed_files, self.manifest_hash = self.load_manifest()
            return str(super().stored_name(name))

    def add(self, slug: str, folder: Path, names: list[str]) -> None:
        """Collect a plugin's files `names` from `folder`, and forget those it had before.

        Raises OSError, and ValueError for a style sheet or script that names a file that is not there.
        """
        self._others = {name: kept for name, kept in self.load_manifest()[0].items() if not name.startswith(f"{slug}/")}
        source = FileSystemStorage(location=folder)
        try:
            for name in names:
                _copy(folder / name, Path(self.path(name)))
            for _name, _kept, processed in self.post_process({name: (source, name) for name in names}):
                if isinstance(processed, Exception):
                    raise processed
        except BaseException:
            # A file that stands there under its own name has been collected.
            with suppress(OSError):
                for name in names:
                    Path(self.path(name)).unlink(missing_ok=True)
            raise

    def save_manifest(self) -> None:
        """Put the list in the place of the old one in one step: other processes may just be reading it."""
        self.hashed_files = {**self._others, **self.hashed_files}
        entries = json.dumps(sorted(self.hashed_files.items()))
        self.manifest_hash = self.file_hash("", ContentFile(entries.encode())) or ""
        content = {"paths": self.hashed_files, "version": self.manifest_version, "hash": self.manifest_hash}
        draft = Path(self.path(f"{self.manifest_name}.{os.getpid()}"))
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content), "utf-8")
        draft.replace(self.path(self.manifest_name))

    def _stored_name(self, name: str, hashed_files: Entries) -> str:
        # A plugin's style sheet may name a file of ours, which was collected before.
        return str(super()._stored_name(name, {**self._others, **hashed_files}))  # type: ignore[misc]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, draft)
    draft.replace(target)
