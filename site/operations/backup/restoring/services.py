"""Brings a backup back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from operations.backup.errors import BackupError, told
from operations.backup.making import Progress
from operations.backup.manifest import safe_settings
from operations.backup.restoring.after import renew
from operations.backup.restoring.filling import fill
from operations.backup.restoring.fitting import Fit, fit
from operations.backup.restoring.placing import only_one, place, settle
from operations.backup.restoring.plugins import lacking, plugins_place
from operations.backup.restoring.preparing import finish, prepare
from operations.backup.restoring.staging import head_of, left_by_others, stage, unstage
from operations.backup.sealing import Secret
from operations.heartbeat import alive_since
from operations.models import WorkerBeat


class StartAgain(Exception):
    """Plugins were put in their place: only a new process knows them."""


@dataclass
class Restored:
    """What was brought back. `settings`: sentences on those that are other here; `warnings`: what is left to do."""

    made: datetime
    rows: int
    files: int
    settings: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def holds_a_site() -> bool:
    """Tell whether the database has pages or people that a restoration would replace."""
    from accounts.models import User
    from content.models import HelpPage

    tables = connection.introspection.table_names()
    return any(model._meta.db_table in tables and model.objects.exists() for model in (User, HelpPage))


def backup_restore(
    path: Path, *, secret: Secret, progress: Progress = lambda _line: None, while_running: bool = False
) -> Restored:
    """Replace this site by that of a backup: all of it, or nothing. Raises BackupError, or StartAgain."""
    token = secrets.token_hex(8)
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    with told(f"restoring {path}"), only_one():
        settle()
        left_by_others(token)
        head = head_of(path, secret)
        if missing := lacking(head):
            placed = plugins_place(path, missing, token=token, secret=secret)
            if placed != missing:
                raise BackupError(f"The backup needs plugins that it does not hold: {', '.join(sorted(missing - placed))}.")
            raise StartAgain(", ".join(sorted(placed)))
        how = fit(head, connection)
        if how is Fit.SAME and not while_running:
            _refuse_running()
        try:
            staged = stage(path, token=token, secret=secret, progress=progress)
            if how is Fit.EMPTY:
                progress("making the tables")
                prepare(head["migrations"])
            fill(staged, before_commit=lambda: place(token), progress=progress)
            settle()
        except DatabaseError as error:
            settle()
            raise BackupError(f"The database refuses it, and all is as it was: {error}") from error
        except BaseException:
            settle()
            raise
        finally:
            unstage(token)
        if how is Fit.EMPTY:
            finish()
        restored = Restored(staged.made, sum(staged.end["rows"].values()), staged.files, _other_settings(head))
        restored.warnings = renew(progress)
        return restored


def _refuse_running() -> None:
    alive = WorkerBeat.objects.filter(seen__gte=alive_since(timezone.now())).order_by("kind")
    if running := [f"{beat.kind} {beat.worker_id}" for beat in alive]:
        raise BackupError(
            f"The site is at work ({', '.join(running)}): stop web servers, workers and schedulers first. "
            "One that was killed counts as dead after a minute; --while-running goes on all the same."
        )


def _other_settings(head: dict[str, Any]) -> list[str]:
    here = safe_settings()
    return [
        f"{name} was {value!r}, here it is {here.get(name)!r}"
        for name, value in sorted(head["settings"].items())
        if value != here.get(name)
    ]
