"""Makes an empty database ready for a backup: with the tables of that day, which are brought up to date when they are full."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from plugins.lifecycle.attaching import labels, unmasked

UNFINISHED = "sanad_restoration_unfinished"
"""A table that is there from the first step to the last one: a database that has it holds no site."""


def is_unfinished(database: BaseDatabaseWrapper) -> bool:
    """Tell whether a restoration into this database was begun and did not come to its end."""
    return UNFINISHED in database.introspection.table_names()


def unmasked_for(there: Iterable[str]) -> AbstractContextManager[None]:
    """Let Django see the migrations of plugins that have tables in the backup."""
    return unmasked(set(there) & labels())


def prepare(there: dict[str, list[str]]) -> None:
    """Make the tables as the backup has them."""
    if is_unfinished(connection):
        _wipe()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {UNFINISHED} (began integer)")
    with unmasked_for(there):
        executor = MigrationExecutor(connection)
        wanted = {(app, name) for app, names in there.items() for name in names} & executor.loader.graph.nodes.keys()
        executor.migrate([key for key in wanted if not _has_child(key, wanted, executor)])


def finish() -> None:
    """Bring the tables up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {UNFINISHED}")


def _has_child(key: tuple[str, str], wanted: set[tuple[str, str]], executor: MigrationExecutor) -> bool:
    children = executor.loader.graph.node_map[key].children
    return any(child.key in wanted and child.key[0] == key[0] for child in children)


def _wipe() -> None:
    """Remove the tables of a restoration that was killed; only ever with its mark in the database, which goes last."""
    with connection.cursor() as cursor:
        names = [each.name for each in connection.introspection.get_table_list(cursor) if each.type == "t"]
        if connection.vendor == "postgresql":
            for name in sorted(names, key=lambda each: each == UNFINISHED):
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")
            cursor.execute(
                "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace "
                "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
            )
            for (function,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        # Full-text tables first: dropping them drops the tables that they keep their content in.
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'")
        virtual = [name for (name,) in cursor.fetchall()]
        for name in [*virtual, *sorted(names, key=lambda each: each == UNFINISHED)]:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}")
        cursor.execute("PRAGMA foreign_keys = ON")
