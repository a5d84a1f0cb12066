"""Whether a database can take a backup."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from operations.backup.errors import BackupError
from operations.backup.manifest import applied
from operations.backup.restoring.preparing import is_unfinished, unmasked_for

SHOWN = 3


class Fit(Enum):
    """`SAME`: it has the tables of the backup. `EMPTY`: it has none, or those of a restoration that was killed."""

    SAME = 1
    EMPTY = 2


def fit(head: dict[str, Any], database: BaseDatabaseWrapper) -> Fit:
    """Tell how the database takes the backup. Raises BackupError when it cannot."""
    here, there = applied(database), head["migrations"]
    if here == there and not is_unfinished(database):
        return Fit.SAME
    _refuse_unknown(there)
    if not here or is_unfinished(database):
        return Fit.EMPTY
    differing = [*_beyond(here, there, "here"), *_beyond(there, here, "in the backup")]
    raise BackupError(
        f"The tables of this database are not those of the backup, which was made by release {head['release']}: "
        f"{'; '.join(differing)}. Restore it into an empty database (set DATABASE_URL to a new one): there it is brought "
        "up to date."
    )


def _refuse_unknown(there: dict[str, list[str]]) -> None:
    with unmasked_for(there):
        loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= set(migration.replaces)
    unknown = {app: lacking for app, names in there.items() if (lacking := [name for name in names if (app, name) not in known])}
    if unknown:
        listed = ", ".join(f"{app} ({names[-1]})" for app, names in sorted(unknown.items()))
        raise BackupError(
            f"The backup was made by a newer Sanad, or with plugins that are not here: {listed} is unknown. "
            "Install that release, or put the plugins into the folder of plugins, and try again."
        )


def _beyond(one: dict[str, list[str]], other: dict[str, list[str]], where: str) -> list[str]:
    more = [f"{app} {name}" for app, names in one.items() for name in names if name not in other.get(app, [])]
    if not more:
        return []
    dots = f" and {len(more) - SHOWN} more" if len(more) > SHOWN else ""
    return [f"only {where}: {', '.join(more[:SHOWN])}{dots}"]
