"""Exchanges the files of the site for those of a backup, with a journal by which it can be undone.

Renames only: first what is there goes aside, then what was laid down takes its place. The exchange happens right before the
rows are committed; the row `Restoration`, which is committed with them, tells whether to go on or back.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from operations.backup.errors import BackupError
from operations.backup.folders import ASIDE, Folder
from operations.backup.restoring.staging import exchanged, new_folder, old_folder, unstage
from operations.models import Restoration

logger = logging.getLogger(__name__)


def journal() -> Path:
    """Return the file that is there while files are exchanged."""
    return Path(settings.VAR) / "restoration.json"


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the right to restore. Raises BackupError when another process has it."""
    lock = os.open(Path(settings.VAR) / "restoration.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Another restoration is under way: wait for its end.") from error
        yield
    finally:
        os.close(lock)


def place(token: str) -> None:
    """Exchange the files. To be called right before the commit."""
    names = {each.name: _names(new_folder(each, token)) for each in exchanged()}
    _write_journal({"token": token, "names": names})
    for folder in exchanged():
        old = old_folder(folder, token)
        old.mkdir(mode=0o700)
        for name in _content(folder.path):
            (folder.path / name).rename(old / name)
        for name in names[folder.name]:
            (new_folder(folder, token) / name).rename(folder.path / name)


def settle() -> str:
    """Go on or back where a restoration was interrupted; return what was done, "" when nothing was to be.

    The caller holds `only_one`. Raises DatabaseError when the database does not answer: then nothing is touched.
    """
    try:
        found = json.loads(journal().read_text("utf-8"))
    except FileNotFoundError:
        return ""
    token = found["token"]
    is_through = _is_through(token)
    if not is_through:
        for folder in exchanged():
            _back(folder, token, found["names"][folder.name])
    for folder in exchanged():
        shutil.rmtree(old_folder(folder, token), ignore_errors=True)
    unstage(token)
    journal().unlink()
    return "the files of the restoration stay" if is_through else "the files are again those from before the restoration"


def settle_at_start() -> None:
    """Do so when a process starts and finds the journal of a restoration that was killed. Never raises."""
    if not journal().exists():
        return
    try:
        with only_one():
            if done := settle():
                logger.warning("a restoration had been interrupted: %s", done)
    except BackupError:
        return  # it is under way
    except (OSError, ValueError, KeyError, DatabaseError) as error:
        logger.error("a restoration had been interrupted, and the files cannot be put in order now: %s", error)


def _is_through(token: str) -> bool:
    there = Restoration._meta.db_table in connection.introspection.table_names()
    return there and Restoration.objects.filter(token=token).exists()


def _back(folder: Folder, token: str, names: list[str]) -> None:
    new, old = new_folder(folder, token), old_folder(folder, token)
    for name in names:
        # What is not where it was laid down has taken its place.
        if not os.path.lexists(new / name) and os.path.lexists(folder.path / name):
            (folder.path / name).rename(new / name)
    for name in _content(old) if old.is_dir() else ():
        (old / name).rename(folder.path / name)


def _content(path: Path) -> list[str]:
    return [name for name in _names(path) if not name.startswith(ASIDE)]


def _names(path: Path) -> list[str]:
    return sorted(each.name for each in path.iterdir())


def _write_journal(content: dict[str, object]) -> None:
    draft = journal().with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(journal())
