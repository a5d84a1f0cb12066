"""Backups under names of their own in the folder of backups, noted in the database; those that may go, go."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from operations.backup.errors import BackupError, told
from operations.backup.keeping import Keep
from operations.backup.making import PART, Made, Progress, backup_make
from operations.backup.sealing import Secret
from operations.models import Backup

_NAMED = "sanad-%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(sanad-\d{8}T\d{6}Z)\.tar(\.sealed)?", re.ASCII)
LONGEST_ERROR = 1000
LATE = 2
"""A backup that is missing for so many intervals is late."""


def folder() -> Path:
    """Return the folder of backups, whether it is there or not."""
    return Path(settings.SANAD_BACKUP_FOLDER)


def secret() -> Secret:
    """Return by what backups of this site are sealed, if by anything."""
    return Secret(passphrase=settings.SANAD_BACKUP_PASSPHRASE, key=settings.SANAD_BACKUP_PUBLIC_KEY)


def backup_now(*, path: Path | None = None, progress: Progress = lambda _line: None, is_planned: bool = False) -> Made:
    """Make a backup, in the folder of backups unless `path` says otherwise, and note how it went. Raises BackupError.

    A planned one is followed by the removal of those that are not to be kept any longer.
    """
    with told("the backup"), _alone():
        now = timezone.now()
        path = path or folder() / _name(now)
        note = Backup.objects.create(started=now, path=str(path), is_sealed=bool(secret()), is_planned=is_planned)
        try:
            made = backup_make(path, secret=secret(), progress=progress)
        except BaseException as error:
            with suppress(DatabaseError):  # it may lie on the same full disk
                Backup.objects.filter(pk=note.pk).update(
                    finished=timezone.now(), error=str(error)[:LONGEST_ERROR] or type(error).__name__
                )
            raise
        Backup.objects.filter(pk=note.pk).update(finished=timezone.now(), size=made.size, missing=len(made.missing))
        if is_planned:
            for old in superfluous():
                old.unlink(missing_ok=True)
        return made


def superfluous() -> list[Path]:
    """Return the backups in the folder that need not be kept. Files with other names are nobody's business here."""
    there = {moment: path for path in sorted(folder().glob("sanad-*")) if (moment := _moment(path))}
    kept = Keep.read(settings.SANAD_BACKUP_KEEP).kept(there)
    return [path for moment, path in there.items() if moment not in kept]


def backup_health() -> tuple[bool, str]:
    """Return whether backups are made as planned, and when the last one was."""
    last = Backup.objects.filter(error="", finished__isnull=False).order_by("-started").first()
    told_last = f"last one {last.started:%Y-%m-%d %H:%M} UTC, {last.size / 1e6:.1f} MB" if last else "none was ever made"
    hours = settings.SANAD_BACKUP_HOURS
    if not hours:
        return True, f"not planned here, {told_last}"
    newest = Backup.objects.filter(finished__isnull=False).order_by("-started").first()
    if newest is not None and newest.error:
        return False, f"failed at {newest.started:%Y-%m-%d %H:%M} UTC, {told_last}"
    if last is None:
        return False, told_last
    return timezone.now() - last.started < timedelta(hours=LATE * hours), told_last


def _name(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_NAMED) + (".tar.sealed" if secret() else ".tar")


def _moment(path: Path) -> datetime | None:
    match = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(match[1], _NAMED).replace(tzinfo=UTC) if match else None
    except ValueError:  # digits that are no day
        return None


@contextmanager
def _alone() -> Iterator[None]:
    """Let one backup of this folder run at a time; what a killed one has left is removed."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Another backup is being made right now: wait for its end.") from error
        for left in folder().glob(f"sanad-*{PART}"):
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        os.close(lock)
