"""Values of columns as JSON, the same from SQLite and PostgreSQL; and back, as the database at hand takes them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

Convert = Callable[[Any], Any]

# A number that the database gave out is a number like others. JSON stays the text that it is: neither side reads it.
_PLAIN = {
    "AutoField": "BigIntegerField",
    "BigAutoField": "BigIntegerField",
    "SmallAutoField": "BigIntegerField",
    "JSONField": "TextField",
    "FileField": "TextField",
    "FilePathField": "TextField",
}


@dataclass(frozen=True)
class Column:
    """A column by its name and the kind of field that Django has for it. Decimals have digits and places as well."""

    name: str
    kind: str
    digits: int = 0
    places: int = 0

    def field(self) -> models.Field[Any, Any]:
        """Return a plain field of this kind, without what a room's own field adds."""
        if self.kind == "DecimalField":
            return models.DecimalField(max_digits=self.digits, decimal_places=self.places)
        found = getattr(models, _PLAIN.get(self.kind, self.kind), models.TextField)
        return found()


def readers(table: str, columns: list[Column], database: BaseDatabaseWrapper) -> list[list[Convert]]:
    """Return for each column what makes a Python value of what the database's driver returns."""
    found: list[list[Convert]] = []
    for column in columns:
        expression = Col(table, column.field())
        converters = database.ops.get_db_converters(expression)
        found.append([partial(_convert, each, expression, database) for each in converters])
    return found


def _convert(converter: Callable[..., Any], expression: Col, database: BaseDatabaseWrapper, value: Any) -> Any:
    return converter(value, expression, database)


def encode(value: Any) -> Any:
    """Return a value as JSON has it."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value / timedelta(microseconds=1))
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"no backup can hold a {type(value).__name__}")


_DECODERS: dict[str, Convert] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DurationField": lambda value: timedelta(microseconds=value),
    "DecimalField": Decimal,
    "UUIDField": UUID,
    "BinaryField": base64.b64decode,
}


def writers(columns: list[Column], database: BaseDatabaseWrapper) -> list[Convert]:
    """Return for each column what makes of JSON what the database takes."""
    return [_writer(column, database) for column in columns]


def _writer(column: Column, database: BaseDatabaseWrapper) -> Convert:
    decode, field = _DECODERS.get(column.kind), column.field()
    on_postgresql = database.vendor == "postgresql"
    is_text = isinstance(field, models.TextField | models.CharField) and on_postgresql
    is_binary = isinstance(field, models.BinaryField) and on_postgresql

    def write(value: Any) -> Any:
        if value is None:
            return None
        if is_text:  # SQLite keeps the letter of number 0, PostgreSQL refuses it
            return value.replace("\0", "")
        meant = decode(value) if decode else value
        return meant if is_binary else field.get_db_prep_save(meant, database)

    return write
