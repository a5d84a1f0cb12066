"""Writing beside what a reader asked for: it may fail, and must not keep the reader waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

PATIENCE = 200
"""Milliseconds that a row of a log may wait for others who write: the reader waits with it."""


@contextmanager
def brief_write(*, patience: int = PATIENCE) -> Iterator[None]:
    """A savepoint of its own: what fails in it leaves the caller's transaction whole. SQLite waits for a lock only briefly."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
    try:
        with transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
