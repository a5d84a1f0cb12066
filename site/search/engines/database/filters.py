"""The parts of a request that both databases share: whose documents, which of them are wanted, and what lifts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from search import ranking
from search.queries import AGES, SearchQuery

# d is the table of documents. What waits in the outbox may say something else by now: it is neither shown nor counted.
_NOT_WAITING = """
NOT EXISTS (
    SELECT 1 FROM search_outboxentry o WHERE o.key = d.key AND o.engine = 'database' AND NOT o.settled
)
"""


@dataclass
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    parameters: list[Any] = field(default_factory=list)


def admitted(query: SearchQuery, languages: Collection[str]) -> Sql:
    """Return the condition on a document d that the reader may see it, whatever it is narrowed to."""
    condition = Sql(f"d.language IN ({_places(languages)}) AND d.min_level <= %s AND d.max_level >= %s", [*languages])
    condition.parameters += [query.level, query.level]
    if query.groups is not None:
        allowed = ["", *sorted(query.groups)]
        condition.text += f" AND d.required_groups IN ({_places(allowed)})"
        condition.parameters += allowed
    if query.exclude_keys:
        condition.text += f" AND d.key NOT IN ({_places(query.exclude_keys)})"
        condition.parameters += query.exclude_keys
    for name, values in query.excluded_filters:
        having = _having(name, values)
        condition.text += f" AND NOT {having.text}"
        condition.parameters += having.parameters
    condition.text += f" AND {_NOT_WAITING}"
    return condition


def wanted(query: SearchQuery) -> Sql:
    """Return the expression that is 1 for a document within the filters, and always when there are none."""
    conditions: list[str] = []
    parameters: list[Any] = []
    for name, values in query.filters:
        if values:
            having = _having(name, values)
            conditions.append(having.text)
            parameters += having.parameters
    if query.updated:
        conditions.append("d.updated >= %s")
        parameters.append(moment(query.updated))
    return Sql(f"CASE WHEN {' AND '.join(conditions)} THEN 1 ELSE 0 END", parameters) if conditions else Sql("1")


def _having(name: str, values: Collection[str]) -> Sql:
    """Return the condition that a document d has one of the values of a facet."""
    likes = " OR ".join(["d.facets LIKE %s ESCAPE '!'"] * len(values))
    return Sql(f"({likes})", [f"%\n{_literal(f'{name}:{value}')}\n%" for value in values])


def factor(query: SearchQuery) -> Sql:
    """Return the expression by which the score of a document d is multiplied."""
    ages = [(_before(age), value) for age, value in ranking.FADING]
    steps = " ".join(["WHEN d.updated >= %s THEN %s"] * len(ages))
    text = (
        f"(1.0 + {ranking.HELPFUL} * d.helpful + {ranking.VIEWS} * d.views)"
        f" * CASE WHEN d.is_stale THEN {ranking.STALE} ELSE 1.0 END"
        f" * CASE WHEN NOT d.fades THEN 1.0 {steps} ELSE {ranking.FADED} END"
    )
    parameters: list[Any] = [each for age in ages for each in age]
    if query.leading:
        text += f" * CASE WHEN d.kind IN ({_places(query.leading)}) AND NOT d.is_stale THEN {ranking.LEADING} ELSE 1.0 END"
        parameters += query.leading
    return Sql(text, parameters)


def moment(age: str) -> Any:
    """Return when an age of queries.AGES began, as the database keeps times."""
    return _before(AGES[age])


def _before(age: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now() - age)


def _literal(text: str) -> str:
    """Return a text without anything that LIKE would read as a pattern."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
