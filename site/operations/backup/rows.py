"""The rows of a table as compressed pieces of JSON lines."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from operations.backup.tables import Table
from operations.backup.values import encode, readers

PIECE_BYTES = 4_000_000
FETCHED = 500


def pieces(table: Table, database: BaseDatabaseWrapper) -> Iterator[tuple[bytes, int]]:
    """Yield the table's rows in the order of its key: compressed lines, and how many they are. Memory holds one piece."""
    lines: list[str] = []
    size = 0
    for row in _rows(table, database):
        lines.append(line := json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        size += len(line)
        if size >= PIECE_BYTES:
            yield _packed(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield _packed(lines), len(lines)


def unpacked(piece: bytes) -> Iterator[list[Any]]:
    """Yield the rows of a piece."""
    for line in gzip.decompress(piece).decode("utf-8", "surrogatepass").split("\n"):
        if line:
            yield json.loads(line)


def _packed(lines: Iterable[str]) -> bytes:
    return gzip.compress("\n".join(lines).encode("utf-8", "surrogatepass"), compresslevel=5, mtime=0)


def _rows(table: Table, database: BaseDatabaseWrapper) -> Iterator[list[Any]]:
    quote = database.ops.quote_name
    names = ", ".join(quote(column.name) for column in table.columns)
    converters = readers(table.name, table.columns, database)
    with database.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table.name)} ORDER BY {quote(table.key)}")  # noqa: S608  # nosec B608 # names of our own
        while fetched := cursor.fetchmany(FETCHED):
            for row in fetched:
                yield [encode(_read(value, steps)) for value, steps in zip(row, converters, strict=True)]


def _read(value: Any, steps: list[Any]) -> Any:
    for step in steps:
        value = step(value)
    return value
