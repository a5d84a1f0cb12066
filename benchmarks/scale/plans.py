"""How many rows PostgreSQL reads for a request: what a scan goes through, and not only what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Reading:
    """Rows of one table that one statement went through."""

    rows: int
    table: str
    how: str
    statement: str

    def __str__(self) -> str:
        return f"{self.rows:,} rows of {self.table} ({self.how}) for\n{self.statement[:1500]}"


# Of a small table PostgreSQL reads all rows sooner than it opens an index. Without these it goes the way it would in a large one.
SMALL = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")


def readings(ask: Callable[[], object], *, as_if_large: bool = False) -> list[Reading]:
    """Do something, then explain each of its questions on the same rows; return the scans, the largest first."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    statements = dict.fromkeys(str(each["sql"]) for each in captured.captured_queries)
    with transaction.atomic():
        with connection.cursor() as cursor:
            for name in SMALL if as_if_large else ():
                cursor.execute(f"SET LOCAL {name} = off")
        found = [reading for statement in statements if _is_question(statement) for reading in _scans(statement)]
        with connection.cursor() as cursor:
            for name in SMALL if as_if_large else ():
                cursor.execute(f"SET LOCAL {name} = on")
    return sorted(found, key=lambda reading: reading.rows, reverse=True)


def _is_question(statement: str) -> bool:
    # A statement that writes would write again.
    return statement.startswith(("SELECT", "WITH", "(SELECT")) and " FOR UPDATE" not in statement


def _scans(statement: str) -> Iterator[Reading]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        plan = cursor.fetchone()[0][0]["Plan"]
    for node in _nodes(plan):
        table = str(node.get("Relation Name") or node.get("Index Name") or "")
        if table:
            passed = sum(float(node.get(name, 0)) for name in ("Rows Removed by Filter", "Rows Removed by Index Recheck"))
            yield Reading(round((node["Actual Rows"] + passed) * node["Actual Loops"]), table, node["Node Type"], statement)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
