"""What the database holds when the tests begin, to be put back after a test that ends with an empty one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from plugins.active import sync


@dataclass(frozen=True)
class InitialData:
    """A copy of the database: all of it on SQLite, full-text table included, the rows as JSON on PostgreSQL."""

    blocker: DjangoDbBlocker
    copy: sqlite3.Connection | str

    def restore(self) -> None:
        """Let the database hold what it held when this was made."""
        with self.blocker.unblock():
            if isinstance(self.copy, sqlite3.Connection):
                self.copy.backup(_sqlite())
            else:
                call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
                connection.creation.deserialize_db_from_string(self.copy)
            sync(force=True)


def initial_data(blocker: DjangoDbBlocker) -> InitialData:
    """Copy the database as it is."""
    with blocker.unblock():
        if connection.vendor != "sqlite":
            return InitialData(blocker, connection.creation.serialize_db_to_string())
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        _sqlite().backup(copy)
        return InitialData(blocker, copy)


def _sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    return connection.connection
