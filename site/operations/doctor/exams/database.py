"""The database itself: whole, up to date with the code, and all that rows point at is there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from operations.doctor.registry import register_exam
from plugins.lifecycle.attaching import labels

OLDEST_POSTGRESQL = 140000


def migrations_problems() -> Iterator[str]:
    """Tables that are behind the code, or ahead of it."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        names = ", ".join(f"{migration.app_label} {migration.name}" for migration, _backwards in pending[:5])
        yield f"{len(pending)} migrations were not run ({names}): run `manage.py migrate`."
    known = executor.loader.disk_migrations.keys() | {
        key for migration in executor.loader.disk_migrations.values() for key in migration.replaces
    }
    # Those of plugins are hidden from the site's `migrate`: the plugins' own exam is their life cycle.
    beyond = [f"{app} {name}" for app, name in executor.loader.applied_migrations if (app, name) not in known]
    ours = [each for each in beyond if each.split()[0] not in labels() and each.split()[0] in executor.loader.migrated_apps]
    if ours:
        yield f"The database was made by a newer release, this one does not know {', '.join(sorted(ours)[:5])}: update Sanad."


def integrity_problems() -> Iterator[str]:
    """Broken pages of the file, indexes that cannot be used, rows that point at nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(10)")
            broken = [line for (line,) in cursor.fetchall() if line != "ok"]
            yield from (f"The database file is damaged ({line}): restore a backup." for line in broken)
        else:
            cursor.execute(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace"
            )
            yield from (f'The index {name} cannot be used: run REINDEX INDEX "{name}".' for (name,) in cursor.fetchall())
            cursor.execute("SHOW server_version_num")
            if int(cursor.fetchone()[0]) < OLDEST_POSTGRESQL:
                yield "PostgreSQL is older than 14: update it."
    if connection.vendor == "sqlite":  # PostgreSQL lets no such row in
        try:
            connection.check_constraints()
        except DatabaseError as error:
            yield f"A row points at one that is not there: {error}"


def register() -> None:
    """Register the exams of this theme."""
    register_exam("migrations", "tables and code are of one release", migrations_problems)
    register_exam("database", "the database is whole", integrity_problems)
