"""Writes the rows of a backup into a database that has its tables, all of them in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from operations.backup.errors import BackupError
from operations.backup.making import Progress
from operations.backup.restoring.staging import Staged
from operations.backup.rows import unpacked
from operations.backup.sequences import sequences_set
from operations.backup.tables import EMPTIED, Table
from operations.backup.values import writers
from operations.models import Restoration

AT_ONCE = 1000


def _quote(name: str) -> str:
    return str(connection.ops.quote_name(name))


def fill(staged: Staged, *, before_commit: Callable[[], None], progress: Progress) -> None:
    """Replace what the database holds. Readers see the old rows until all of the new ones are there. Raises BackupError."""
    tables = staged.tables
    with connection.cursor() as cursor:
        there = {each.name for each in connection.introspection.get_table_list(cursor)}
    if lacking := sorted({table.name for table in tables} - there):
        raise BackupError(f"The database has no table {', '.join(lacking)}, of which the backup holds rows.")
    emptied = [table.name for table in tables] + sorted(EMPTIED.keys() & there)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        with _no_triggers([table.name for table in tables], cursor):
            _empty(emptied, cursor)
            for table in tables:
                _fill_table(table, staged, cursor, progress)
            sequences_set(tables, staged.end["sequences"], connection)
            _check(tables, staged, cursor)
        Restoration.objects.create(
            token=staged.token, restored=timezone.now(), made=staged.made, release=staged.head["release"][:50]
        )
        before_commit()


def _empty(names: list[str], cursor: Any) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"TRUNCATE {', '.join(map(_quote, names))}")
        return
    for name in names:
        cursor.execute(f"DELETE FROM {_quote(name)}")  # noqa: S608  # nosec B608 # names of our own


def _fill_table(table: Table, staged: Staged, cursor: Any, progress: Progress) -> None:
    convert, total = writers(table.columns, connection), 0
    for piece in staged.pieces(table.name):
        rows = [[change(value) for change, value in zip(convert, row, strict=True)] for row in unpacked(piece.read_bytes())]
        try:
            _insert(table, rows, cursor)
        except DatabaseError as error:
            raise BackupError(f"The database refuses rows of {table.name}: {error}".rstrip()) from error
        total += len(rows)
    if total:
        progress(f"{table.name}: {total} rows")


def _insert(table: Table, rows: list[list[Any]], cursor: Any) -> None:
    names = ", ".join(_quote(column.name) for column in table.columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {_quote(table.name)} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(table.columns))
    cursor.executemany(f"INSERT INTO {_quote(table.name)} ({names}) VALUES ({marks})", rows)  # noqa: S608  # nosec B608 # quoted names of our own tables


def _check(tables: list[Table], staged: Staged, cursor: Any) -> None:
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {_quote(table.name)}")  # noqa: S608  # nosec B608 # quoted names of our own tables
        found, wanted = cursor.fetchone()[0], staged.end["rows"][table.name]
        if found != wanted:
            raise BackupError(f"The backup is damaged: it holds {found} of {wanted} rows of {table.name}.")
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(f"The rows of the backup do not fit together: {error}") from error


@contextmanager
def _no_triggers(names: list[str], cursor: Any) -> Iterator[None]:
    """Take away for the transaction what keeps tables from being changed: the register of grants is only added to."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%s)",
            [names],
        )
        held = [name for (name,) in cursor.fetchall()]
        for name in held:
            cursor.execute(f"ALTER TABLE {_quote(name)} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while some wait
        for name in held:
            cursor.execute(f"ALTER TABLE {_quote(name)} ENABLE TRIGGER USER")
        return
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(name, made_by) for name, table, made_by in cursor.fetchall() if table in names]
    for name, _made_by in triggers:
        cursor.execute(f"DROP TRIGGER {_quote(name)}")
    yield
    for _name, made_by in triggers:
        cursor.execute(made_by)
