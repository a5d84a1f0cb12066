"""The database around a call of a plugin: what the call does to a transaction of ours stays bounded.

Looked at is the default database. Out of reach are the driver's own connection (`connection.connection.commit()`), and a
connection that the plugin closes: the request then fails, as without plugins.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Result = TypeVar("Result")

# Only statements with one of these words are looked at closely.
_SUSPECT = re.compile(r"\b(?:begin|start|commit|end|rollback|abort|prepare)\b", re.IGNORECASE)
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\1|--[^\n]*|/\*.*?\*/""", re.DOTALL)
_ENDING = re.compile(
    r"\s*(?:begin|commit|end|abort|start\s+transaction|prepare\s+transaction|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b",
    re.IGNORECASE,
)


class DatabaseFault(Exception):
    """A plugin left the database in a state that would have hurt the request. It has been put right."""


LEFT_OPEN = "It left a transaction open, or autocommit off; what it wrote there is undone."


class _Here(threading.local):
    connection: BaseDatabaseWrapper | None = None


_here = _Here()


def connection_here() -> BaseDatabaseWrapper:
    """Return this thread's connection to the default database. Ten times as fast as asking `connections`."""
    found = _here.connection
    if found is None:
        found = _here.connection = connections[DEFAULT_DB_ALIAS]
    return found


def protected(connection: BaseDatabaseWrapper, call: Callable[[], Result]) -> Result:
    """Call a plugin. In a transaction it gets a savepoint, and what it did to the database is undone if it fails.

    Raises what the call raises, and DatabaseFault when it ended or left open a transaction, left autocommit off, or
    swallowed an error of the database.
    """
    if not connection.in_atomic_block:
        was_open = is_open(connection)
        try:
            return call()
        finally:
            if not was_open and is_open(connection):
                close_open(connection)
                raise DatabaseFault(LEFT_OPEN)
    if connection.needs_rollback:  # whatever happens here will be undone, and no savepoint can be made
        return call()
    with transaction.atomic(using=connection.alias):
        return _balanced(connection, call)


def is_open(connection: BaseDatabaseWrapper) -> bool:
    """Would what is written now wait for a commit, in a transaction or because autocommit was switched off?"""
    if connection.in_atomic_block:
        return True
    if connection.autocommit or connection.connection is None:  # which has it off until it connects
        return False
    return bool(connection.settings_dict["AUTOCOMMIT"])


def close_open(connection: BaseDatabaseWrapper) -> None:
    """Undo and end the transaction that a plugin began and left open, where there had been none; autocommit is on again."""
    connection.savepoint_ids.clear()
    connection.atomic_blocks.clear()
    connection.in_atomic_block = False
    connection.needs_rollback = False
    connection.commit_on_exit = True
    connection.run_on_commit = []
    if connection.closed_in_transaction:
        connection.closed_in_transaction = False
        connection.connection = None
        return
    try:
        connection.rollback()
        connection.set_autocommit(True)
    except Exception:
        connection.close()


def _balanced(connection: BaseDatabaseWrapper, call: Callable[[], Result]) -> Result:
    """Call within the savepoint that is open now, and put the connection's books right before it is left."""
    savepoints, blocks, wrappers = [list(each) for each in _books(connection)]
    refusals = _Refusals()
    connection.execute_wrappers.append(refusals)
    try:
        result = call()
    finally:
        connection.execute_wrappers[:] = wrappers
        unbalanced = not connection.in_atomic_block or (savepoints, blocks) != _books(connection)[:2]
        if unbalanced:
            connection.savepoint_ids[:] = savepoints
            connection.atomic_blocks[:] = blocks
            connection.in_atomic_block = True
    if connection.closed_in_transaction:
        raise DatabaseFault("It closed the connection to the database in a transaction.")
    if unbalanced:
        raise DatabaseFault("It began a transaction and left it open, or ended one that it had not begun.")
    if refusals.refused:
        raise DatabaseFault(f"It tried to end a transaction that is not its own: {refusals.refused}")
    if connection.needs_rollback:
        raise DatabaseFault("It caught an error of the database without a transaction of its own around what failed.")
    return result


def _books(connection: BaseDatabaseWrapper) -> tuple[list[Any], list[Any], list[Any]]:
    return connection.savepoint_ids, connection.atomic_blocks, connection.execute_wrappers


class _Refusals:
    """Lets no statement through that begins or ends a transaction; savepoints pass."""

    def __init__(self) -> None:
        self.refused = ""

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if ends_transaction(sql):
            self.refused = str(sql)[:100]
            raise DatabaseFault(f"In a transaction of Sanad's a plugin must not execute: {self.refused}")
        return execute(sql, params, many, context)


def ends_transaction(sql: Any) -> bool:
    """Does one of these statements begin or end a transaction? Going back to a savepoint is none of that."""
    text = sql.decode("utf-8", "replace") if isinstance(sql, bytes) else str(sql)
    if not _SUSPECT.search(text):
        return False
    return any(_ENDING.match(statement) for statement in _QUOTED.sub(" ", text).split(";"))
