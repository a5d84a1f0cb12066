"""Makes a backup while the site runs.

Files first, then the moment of the database, then the files that came or changed up to that moment: whatever a row names was
there before the row. What was there at first and is gone at that moment was deleted or moved (a picture that became private),
and is not brought back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from content.private_files.storage import is_private_name, public_name
from operations.backup.archive import MANIFEST, Writer
from operations.backup.errors import BackupError, told
from operations.backup.folders import Folder, files_in, folders
from operations.backup.manifest import applied, manifest
from operations.backup.rows import pieces
from operations.backup.sealing import Secret
from operations.backup.sequences import sequences
from operations.backup.snapshot import snapshot
from operations.backup.tables import Table, tables

Progress = Callable[[str], None]
PART = ".part"


@dataclass
class Made:
    """What a backup holds. `missing`: files that the database names and that are not there."""

    path: Path
    size: int = 0
    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def backup_make(path: Path, *, secret: Secret | None = None, progress: Progress = lambda _line: None) -> Made:
    """Write a backup to `path`, which is whole or not there. Raises BackupError."""
    for folder in folders():
        if path.resolve().is_relative_to(folder.path.resolve()):
            raise BackupError(f"{path} lies in the folder of {folder.name}, which is backed up itself: name another place.")
    made = Made(path)
    with told("the backup"), _whole_or_none(path) as out:
        writer = Writer(out, secret or Secret())
        _Making(writer, made, progress).run(timezone.now())
    made.size = path.stat().st_size
    return made


@contextmanager
def _whole_or_none(path: Path) -> Iterator[Any]:
    """Yield a file that gets its name when all of it has reached the disk, and is removed otherwise."""
    if path.exists():
        raise BackupError(f"{path} is there already: name another file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb", buffering=1 << 20) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # some file systems know no fsync of a folder
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


State = tuple[int, int]
"""Size and time of change of a file."""


class _Making:
    def __init__(self, writer: Writer, made: Made, progress: Progress) -> None:
        self._writer, self._made, self._progress = writer, made, progress
        self._copied: dict[str, State | None] = {}  # None: it changed while it was copied

    def run(self, now: datetime) -> None:
        with snapshot() as before:
            found = tables(before)
            head = manifest(found, before, now)
        self._writer.add_json(MANIFEST, head)
        for folder in folders():
            self._copy(folder)
        with snapshot() as database:
            there = {name for folder in folders() for name in self._copy(folder)}
            if applied(database) != head["migrations"]:
                raise BackupError("Tables were changed meanwhile, as by an upgrade: make the backup again when that is over.")
            named = _named_files(database)
            counts = {table.name: self._rows(table, database) for table in found}
            numbers = sequences(found, database)
        gone = sorted(self._copied.keys() - there - named)
        self._made.missing = sorted(named - self._copied.keys())
        self._made.files = len(self._copied) - len(gone)
        self._made.rows = sum(counts.values())
        self._writer.finish({"rows": counts, "sequences": numbers, "gone": gone, "missing": self._made.missing})

    def _copy(self, folder: Folder) -> list[str]:
        """Copy the files that are new or have changed; return the names of all that are there."""
        names, size = [], 0
        for path, stat in files_in(folder):
            name = f"files/{folder.name}/{path}"
            if "\n" in name:
                self._made.skipped.append(name)
                continue
            names.append(name)
            state = stat.st_size, stat.st_mtime_ns
            if self._copied.get(name) != state:
                size += self._file(name, folder.path / path, state)
        if size:
            self._progress(f"{folder.name}: {len(names)} files, {size / 1e6:.1f} MB")
        return names

    def _file(self, name: str, path: Path, state: State) -> int:
        try:
            with path.open("rb") as source:
                is_whole = self._writer.add_stream(name, source, state[0], state[1] / 1e9)
        except FileNotFoundError:
            return 0
        self._copied[name] = state if is_whole else None
        return state[0]

    def _rows(self, table: Table, database: BaseDatabaseWrapper) -> int:
        total = 0
        for number, (piece, count) in enumerate(pieces(table, database), start=1):
            self._writer.add(f"rows/{table.name}/{number:06d}.jsonl.gz", piece)
            total += count
        if total:
            self._progress(f"{table.name}: {total} rows")
        return total


def _named_files(database: BaseDatabaseWrapper) -> set[str]:
    """Return the files that rows name, as they are called in a backup."""
    found: set[str] = set()
    with database.cursor() as cursor:
        there = set(database.introspection.table_names(cursor))
        for model in apps.get_models():
            for each in model._meta.local_concrete_fields:
                if isinstance(each, models.FileField) and model._meta.db_table in there:
                    quote = database.ops.quote_name
                    cursor.execute(f"SELECT {quote(str(each.column))} FROM {quote(model._meta.db_table)}")  # noqa: S608  # nosec B608 # quoted names of our own tables
                    found |= {in_backup(name) for (name,) in cursor.fetchall() if name}
    return found


def in_backup(name: str) -> str:
    """Return what a stored file is called in a backup."""
    return f"files/private/{public_name(name)}" if is_private_name(name) else f"files/media/{name}"
