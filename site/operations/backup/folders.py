"""The folders whose files belong to a site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# What a restoration keeps beside the files until it is over; see restoring/placing.py.
ASIDE = ".sanad-"


@dataclass(frozen=True)
class Folder:
    """`name` is what it is called in a backup."""

    name: str
    path: Path
    skipped: tuple[str, ...] = ()


def folders() -> list[Folder]:
    """Return the folders of this site, whether they are there or not."""
    return [
        Folder("media", Path(settings.MEDIA_ROOT)),
        Folder("private", Path(settings.SANAD_PRIVATE_ROOT)),
        Folder("locale", Path(settings.SANAD_CATALOGUES)),
        Folder("plugins", Path(settings.SANAD_PLUGINS), skipped=("__pycache__",)),
    ]


def files_in(folder: Folder) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of a folder, by their path from there with slashes, and what the system tells of each; no links."""
    yield from _walk(folder, folder.path, "")


def _walk(folder: Folder, path: Path, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda each: each.name)
    except FileNotFoundError:  # never made, or gone since it was seen
        return
    for entry in entries:
        if entry.name in folder.skipped or (not prefix and entry.name.startswith(ASIDE)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            try:
                yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
