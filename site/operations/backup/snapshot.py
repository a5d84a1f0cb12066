"""A look at the database as it is at one moment, while others go on writing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

ALIAS = "backup"


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Yield a connection of its own that sees the database as it is now, whatever is written meanwhile. Nobody waits for it."""
    database = own_connection()
    try:
        with database.cursor() as cursor:
            if database.vendor == "postgresql":
                cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # Long questions are this one's work. Of this transaction only: a bouncer may stand in between.
                for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
                    cursor.execute(f"SET LOCAL {name} = 0")
            else:
                cursor.execute("BEGIN DEFERRED")
            # The moment is that of the first question, not of BEGIN.
            cursor.execute("SELECT count(*) FROM django_migrations")
            cursor.fetchall()
            database.in_atomic_block = True  # or a named cursor would want a transaction of its own
            yield database
    finally:
        database.in_atomic_block = False
        database.close()
        del connections[ALIAS]


def own_connection() -> BaseDatabaseWrapper:
    """Return a connection beside the site's, without its pool."""
    described = copy.deepcopy(connection.settings_dict)
    described["OPTIONS"].pop("pool", None)
    described["CONN_MAX_AGE"] = 0
    described["DISABLE_SERVER_SIDE_CURSORS"] = False  # one transaction has one session, also behind a bouncer
    database: BaseDatabaseWrapper = load_backend(described["ENGINE"]).DatabaseWrapper(described, alias=ALIAS)
    connections[ALIAS] = database  # where Django looks it up by its name
    return database
