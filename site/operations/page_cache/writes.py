"""Ends the generation when something is written that readers see: whoever writes it, and however.

Statements are looked at, not signals of models. Signals do not tell of `update()`, of rows written in bulk, nor of SQL; a list
of signals would have to be right for every plugin that ever comes. Nothing happens before the transaction is over, and one
transaction ends one generation, however much it wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from operations.page_cache.generation import generation_end, generation_owed
from operations.page_cache.quiet import is_quiet

_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "BEGIN", "SET ", "EXPLAIN", "DECLARE", "FETCH", "CLOSE")
_WRITE = re.compile(
    r"\s*(?P<verb>INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM|MERGE INTO|TRUNCATE(?: TABLE)?|COPY)"
    r"\s+(?:ONLY\s+)?(?:\"?\w+\"?\.)?\"?(?P<table>\w+)\"?",
    re.IGNORECASE,
)
_HIDDEN_WRITE = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO)\b", re.IGNORECASE)
_is_migrating = False
_COLUMN = re.compile(r'"(\w+)" = ')


def watch_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:  # the signature is Django's: see its database instrumentation
    """Execute a statement, and have the generation end with the transaction if readers see what it wrote."""
    result = execute(sql, params, many, context)
    text = str(sql)
    if text.startswith(_READS) or _is_migrating or not settings.SANAD_WATCH_WRITES:
        return result
    if generation_owed() or (readers_see(text) and not _found_nothing(text, context["cursor"])):
        _end_on_commit(context["connection"])
    return result


def _found_nothing(sql: str, cursor: Any) -> bool:
    """Tell whether an UPDATE or DELETE changed no row, as jobs do every minute. SQLite does not count what it returns rows of."""
    return sql.startswith(("UPDATE", "DELETE")) and "RETURNING" not in sql and bool(cursor.rowcount == 0)


def readers_see(sql: str) -> bool:
    """Tell whether a statement may change what public pages show."""
    if sql[:6].lstrip().upper().startswith("WITH"):
        return bool(_HIDDEN_WRITE.search(sql))
    if (write := _WRITE.match(sql)) is None:
        return False
    columns: frozenset[str] = frozenset()
    if write["verb"].upper().startswith("UPDATE"):
        columns = frozenset(_COLUMN.findall(sql.partition(" WHERE ")[0]))
    return not is_quiet(write["table"].lower(), columns)


def _end_on_commit(connection: BaseDatabaseWrapper) -> None:
    """Once for each transaction. A savepoint that is rolled back takes its own wish along, and with it what it wrote."""
    if not any(each[1] is generation_end for each in connection.run_on_commit):
        transaction.on_commit(generation_end, using=connection.alias)
        if connection.run_on_commit:  # before the others: one that raises takes those behind it along
            connection.run_on_commit.insert(0, connection.run_on_commit.pop())


def _watch(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and watch_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch_writes)


def _migrating(**_kwargs: Any) -> None:
    global _is_migrating
    _is_migrating = True


def _migrated(app_config: AppConfig, **_kwargs: Any) -> None:
    """Upgrades are many transactions, of which the first ones find no table: they end one generation, at their end."""
    global _is_migrating
    if app_config.label == "operations":
        _is_migrating = False
        if settings.SANAD_WATCH_WRITES:
            generation_end()


def connect() -> None:
    """Watch every connection; called once when the room is ready."""
    connection_created.connect(_watch, dispatch_uid="operations.page_cache.watch")
    for connection in connections.all(initialized_only=True):
        _watch(connection)
    pre_migrate.connect(_migrating, dispatch_uid="operations.page_cache.migrating")
    post_migrate.connect(_migrated, dispatch_uid="operations.page_cache.migrated")
