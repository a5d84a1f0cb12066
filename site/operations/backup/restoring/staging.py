"""Reads a backup to its end, laying what it holds beside the site's own files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings

from operations.backup.archive import FORMAT, MANIFEST, opened
from operations.backup.errors import BackupError
from operations.backup.folders import ASIDE, Folder, folders
from operations.backup.making import Progress
from operations.backup.sealing import Secret
from operations.backup.tables import Table

EXCHANGED = ("media", "private", "locale")
"""Folders whose content a restoration replaces. Plugins are added to those that are there: see plugins.py."""


@dataclass
class Staged:
    """A backup that was read. `files` counts those that will be placed."""

    token: str
    head: dict[str, Any] = field(default_factory=dict)
    end: dict[str, Any] = field(default_factory=dict)
    files: int = 0

    @property
    def tables(self) -> list[Table]:
        """The tables of which the backup holds rows."""
        return [Table.from_json(each) for each in self.head["tables"]]

    @property
    def made(self) -> datetime:
        """The moment of which the backup is."""
        return datetime.fromisoformat(self.head["made"])

    def pieces(self, table: str) -> Iterable[Path]:
        """Return the pieces of a table's rows in their order."""
        return sorted((rows_folder(self.token) / table).glob("*.jsonl.gz"))


def new_folder(folder: Folder, token: str) -> Path:
    """Return where a folder's future content lies, on the same disk."""
    return folder.path / f"{ASIDE}{token}-new"


def old_folder(folder: Folder, token: str) -> Path:
    """Return where a folder's content lies that is exchanged."""
    return folder.path / f"{ASIDE}{token}-old"


def rows_folder(token: str) -> Path:
    """Return where the rows lie until they are written."""
    return Path(settings.VAR) / f"{ASIDE}{token}-rows"


def exchanged() -> list[Folder]:
    """Return the folders whose content is exchanged."""
    return [each for each in folders() if each.name in EXCHANGED]


def head_of(path: Path, secret: Secret) -> dict[str, Any]:
    """Return what a backup tells of itself, from its beginning. Raises BackupError, also for one that is too new for us."""
    with opened(path, secret) as reader:
        for name, content in reader:
            if name == MANIFEST:
                head: dict[str, Any] = json.loads(content.read())
                if head["format"] > FORMAT:
                    raise BackupError(f"The backup was made by a newer Sanad ({head['release']}): update Sanad first.")
                return head
            break
    raise BackupError(f"{path} is no backup of Sanad: it does not begin with {MANIFEST}.")


def stage(path: Path, *, token: str, secret: Secret, progress: Progress) -> Staged:
    """Read everything, and compare the checksums. Raises BackupError; what was laid down is removed by `unstage`."""
    _check_space(path)
    staged = Staged(token)
    places = {each.name: new_folder(each, token) for each in exchanged()}
    for place in (*places.values(), rows_folder(token)):
        place.mkdir(parents=True, mode=0o700)
    with opened(path, secret) as reader:
        for name, content in reader:
            kind, _slash, rest = name.partition("/")
            folder, _slash, inner = rest.partition("/")
            if name == MANIFEST:
                staged.head = json.loads(content.read())
            elif kind == "rows":
                lay(rows_folder(token) / folder, inner, content)
            elif kind == "files" and folder in places:
                lay(places[folder], inner, content)
                staged.files += 1
        staged.end = reader.end
    for name in staged.end["gone"]:
        kind, folder, inner = name.split("/", 2)
        if kind == "files" and folder in places:
            inside(places[folder], inner).unlink(missing_ok=True)
            staged.files -= 1
    progress(f"read and compared: {staged.files} files, {sum(staged.end['rows'].values())} rows")
    return staged


def unstage(token: str) -> None:
    """Remove what was laid down and is not needed any more."""
    for folder in exchanged():
        shutil.rmtree(new_folder(folder, token), ignore_errors=True)
    shutil.rmtree(rows_folder(token), ignore_errors=True)


def left_by_others(token: str) -> None:
    """Remove what killed restorations have laid down and never used."""
    for path in [*(each.path for each in exchanged()), Path(settings.VAR)]:
        for left in path.glob(f"{ASIDE}*-new") if path.is_dir() else ():
            if token not in left.name:
                shutil.rmtree(left, ignore_errors=True)
        for left in path.glob(f"{ASIDE}*-rows") if path.is_dir() else ():
            if token not in left.name:
                shutil.rmtree(left, ignore_errors=True)


def _check_space(path: Path) -> None:
    wanted = path.stat().st_size
    for place in {Path(settings.VAR), *(each.path for each in exchanged())}:
        place.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(place).free
        if free < wanted:
            raise BackupError(
                f"{place} has {free // 1_000_000} MB free, the backup has {wanted // 1_000_000} MB and needs at least as much."
            )


def lay(folder: Path, name: str, content: BinaryIO) -> None:
    """Write a file of a backup into a folder; a name that leads out of it raises BackupError."""
    path = inside(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    # One that changed while it was copied comes twice: the later one counts.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def inside(folder: Path, name: str) -> Path:
    """Return where a file of a backup lies in a folder. Raises BackupError for a name that leads out of it."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise BackupError(f"The backup holds a file {name!r}, which leads out of its folder: it was not made by Sanad.")
    return folder.joinpath(*parts)
