"""Tells of statements that take long: which, how long, and for which request, task or job. Never with which values."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from operations.logs.formatting import FACTS, program
from operations.metrics import count

logger = logging.getLogger("sanad.slow_queries")

LONGEST = 2000
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_LISTS = re.compile(r"\((?:\s*%s\s*,){3,}\s*%s\s*\)")


def on_connection(connection: BaseDatabaseWrapper, **_given: Any) -> None:
    """Watch over a connection, once: the same is opened again and again."""
    if settings.SANAD_SLOW_QUERY_MS and watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement, and log it when it took long. One that fails took time as well."""
    begun = time.monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        ms = (time.monotonic() - begun) * 1000
        if settings.SANAD_SLOW_QUERY_MS and ms >= settings.SANAD_SLOW_QUERY_MS:
            _tell(sql, ms)


def shown(sql: str) -> str:
    """Return a statement as it may be logged: without texts that stand in it, and without long lists of places."""
    return _LISTS.sub("(%s, …)", _TEXTS.sub("'…'", sql))[:LONGEST]


def _tell(sql: str, ms: float) -> None:
    statement = shown(sql)
    count("slow_queries", program=program())
    logger.warning("a statement took %.0f ms: %s", ms, statement, extra={FACTS: {"ms": round(ms, 1), "statement": statement}})


def connect() -> None:
    """Called once when the room is ready."""
    connection_created.connect(on_connection, dispatch_uid="operations.slow_queries")
