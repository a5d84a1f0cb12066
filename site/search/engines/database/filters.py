"""The part of a request that both databases share: whose documents, and in which order they are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from search.queries import SearchQuery

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
    """Return the condition on a document d that the reader may see it and that it fits the filters but the kind."""
    condition = Sql(f"d.language IN ({_places(languages)}) AND d.min_level <= %s AND d.max_level >= %s", [*languages])
    condition.parameters += [query.level, query.level]
    if query.groups is not None:
        allowed = ["", *sorted(query.groups)]
        condition.text += f" AND d.required_groups IN ({_places(allowed)})"
        condition.parameters += allowed
    if query.category is not None:
        condition.text += " AND d.category_path LIKE %s"
        condition.parameters.append(f"%/{query.category:d}/%")
    condition.text += f" AND {_NOT_WAITING}"
    return condition


def wanted_kind(query: SearchQuery) -> Sql:
    """Return the expression that is 1 for a document of a chosen kind, and always when none is chosen."""
    if not query.kinds:
        return Sql("1")
    return Sql(f"CASE WHEN d.kind IN ({_places(query.kinds)}) THEN 1 ELSE 0 END", [*query.kinds])


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
