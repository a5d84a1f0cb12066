"""Room on the disks, and folders that can be written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from operations.doctor.registry import register_exam

LEAST_FREE = 500_000_000
LEAST_SHARE = 0.05


def problems() -> Iterator[str]:
    """Folders that are missing, closed, or on a disk that is nearly full."""
    for what, path, must_write in _places():
        if not path.exists():
            if must_write:
                yield f"The folder of {what}, {path}, is not there: make it, for the user that runs Sanad."
            continue
        if must_write and not os.access(path, os.W_OK | os.X_OK):
            yield f"The folder of {what}, {path}, cannot be written."
        usage = shutil.disk_usage(path)
        if usage.free < LEAST_FREE or usage.free < usage.total * LEAST_SHARE:
            share = usage.free / usage.total
            yield f"The disk of {what}, {path}, has {usage.free // 1_000_000} MB free ({share:.0%}): make room."


def _places() -> Iterator[tuple[str, Path, bool]]:
    yield "Sanad's own files", Path(settings.VAR), True
    yield "uploads", Path(settings.MEDIA_ROOT), Path(settings.MEDIA_ROOT).exists()
    yield "private uploads", Path(settings.SANAD_PRIVATE_ROOT), Path(settings.SANAD_PRIVATE_ROOT).exists()
    yield "backups", Path(settings.SANAD_BACKUP_FOLDER), bool(settings.SANAD_BACKUP_HOURS)
    if connection.vendor == "sqlite" and (file := Path(str(connection.settings_dict["NAME"]))).is_file():
        yield "the database", file.parent, True


def register() -> None:
    """Register the exam."""
    register_exam("disk", "there is room, and folders can be written", problems)
