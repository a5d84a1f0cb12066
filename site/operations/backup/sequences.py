"""The numbers that a database gives to new rows: none is given twice, not even after the row that had it was deleted."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from operations.backup.tables import Table


def sequences(tables: list[Table], database: BaseDatabaseWrapper) -> dict[str, int]:
    """Return for each table that gives out numbers the highest one it has given."""
    names = {table.name for table in tables}
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            return dict(_of_postgresql(tables, cursor))
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return {name: number for name, number in cursor.fetchall() if name in names}


def sequences_set(tables: list[Table], numbers: dict[str, int], database: BaseDatabaseWrapper) -> None:
    """Have each table go on after the highest number that it holds or has ever given."""
    with database.cursor() as cursor:
        for table in tables:
            given = numbers.get(table.name, 0)
            if database.vendor == "postgresql":
                _set_postgresql(table, given, cursor)
            elif given:
                cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [given, table.name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s "
                    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
                    [table.name, given, table.name],
                )


def _of_postgresql(tables: list[Table], cursor: Any) -> list[tuple[str, int]]:
    found = []
    for table in tables:
        if sequence := _sequence(table, cursor):
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608  # nosec B608 # a name from the catalogue
            last, is_called = cursor.fetchone()
            if is_called:
                found.append((table.name, last))
    return found


def _sequence(table: Table, cursor: Any) -> str:
    cursor.execute("SELECT pg_get_serial_sequence(quote_ident(%s), %s)", [table.name, table.key])
    return cursor.fetchone()[0] or ""


def _set_postgresql(table: Table, given: int, cursor: Any) -> None:
    sequence = _sequence(table, cursor)
    if not sequence:
        return
    cursor.execute(f'SELECT COALESCE(MAX("{table.key}"), 0) FROM "{table.name}"')  # noqa: S608  # nosec B608 # names of our own
    highest = max(given, cursor.fetchone()[0])
    cursor.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, max(highest, 1), highest > 0])
