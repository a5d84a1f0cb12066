"""What the database holds when the tests begin, to be put back after a test that ends with an empty one."""

# ruff: noqa: S608 - the names of our own tables
from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Protocol

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

from plugins.active import sync


class Copy(Protocol):
    """A copy of the whole database, the tables of full text included."""

    def restore(self) -> None:
        """Let the database hold what it held when the copy was made."""


@dataclass(frozen=True)
class InitialData:
    """A copy of the database, and the right to write it back between tests."""

    blocker: DjangoDbBlocker
    copy: Copy

    def restore(self) -> None:
        """Let the database hold what it held when this was made."""
        with self.blocker.unblock():
            self.copy.restore()
            sync(force=True)


def initial_data(blocker: DjangoDbBlocker) -> InitialData:
    """Copy the database as it is."""
    with blocker.unblock():
        return InitialData(blocker, SqliteCopy() if connection.vendor == "sqlite" else PostgresqlCopy())


class SqliteCopy:
    """A second database in memory."""

    def __init__(self) -> None:
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        _sqlite().backup(self.copy)

    def restore(self) -> None:
        """Write all pages of the file back."""
        self.copy.backup(_sqlite())


def _sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    return connection.connection


class PostgresqlCopy:
    """The same tables in a schema of their own."""

    SCHEMA = "initial"

    def __init__(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {self.SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {self.SCHEMA}")
            self.tables = _tables(cursor)
            for table in self.tables:
                cursor.execute(f'CREATE UNLOGGED TABLE {self.SCHEMA}."{table}" AS TABLE public."{table}"')
            cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'")
            self.numbers = cursor.fetchall()
            cursor.execute(f"SELECT relname FROM pg_class WHERE relnamespace = '{self.SCHEMA}'::regnamespace")
            self.filled = [table for (table,) in cursor.fetchall() if _has_rows(cursor, f'{self.SCHEMA}."{table}"')]
        _empty_with_cascade()

    def restore(self) -> None:
        """Empty every table, also those that tests have made, and fill those that had rows."""
        with transaction.atomic(), connection.cursor() as cursor:
            # No foreign key and no trigger that keeps rows from being removed. Only a superuser of the server may say so.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in _tables(cursor)))
            for table in self.filled:
                cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM {self.SCHEMA}."{table}"')
            for sequence, last in self.numbers:
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, last or 1, last is not None])


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [table for (table,) in cursor.fetchall()]


def _has_rows(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
    return bool(cursor.fetchone()[0])


def _empty_with_cascade() -> None:
    """Django empties the tables of models after a test outside of transactions; full text hangs on one of them."""
    plain = connection.ops.sql_flush
    vars(connection.ops)["sql_flush"] = lambda style, tables, **options: plain(
        style, tables, **{**options, "allow_cascade": True}
    )
