"""Values of every kind survive the way through JSON, as the database at hand takes them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from operations.backup.values import Column, encode, readers, writers

VALUES = [
    (Column("c", "DateTimeField"), datetime(2026, 11, 23, 4, 5, 6, 789, tzinfo=UTC)),
    (Column("c", "DateField"), date(2026, 2, 28)),
    (Column("c", "TimeField"), time(23, 59, 59, 999999)),
    (Column("c", "DurationField"), timedelta(days=-1, microseconds=7)),
    (Column("c", "DecimalField", 12, 4), Decimal("-12345678.9012")),
    (Column("c", "UUIDField"), UUID("12345678-1234-5678-1234-567812345678")),
    (Column("c", "BinaryField"), bytes(range(256))),
    (Column("c", "BooleanField"), True),
    (Column("c", "BigAutoField"), 2**62),
    (Column("c", "FloatField"), 0.1),
    (Column("c", "TextField"), "گفت:\u200c«%s» ' \" \\ \n\r\t\u2028 😀"),
    (Column("c", "JSONField"), '{"a": [1, null, "گ"]}'),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "value"), VALUES, ids=[column.kind for column, _value in VALUES])
def test_a_value_comes_back_as_it_was(column, value):
    kind = column.field().db_type(connection) if "Auto" not in column.kind else "bigint"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE values_of_test (c {kind})")
        (write,) = writers([column], connection)
        for each in (value, None):
            cursor.execute("INSERT INTO values_of_test (c) VALUES (%s)", [write(json.loads(json.dumps(encode(each))))])
        cursor.execute("SELECT c FROM values_of_test")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE values_of_test")
    for step in readers("values_of_test", [column], connection)[0]:
        found = [step(each) for each in found]
    assert encode(found[0]) == encode(value)
    assert found[1] is None


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="object"):
        encode(object())
