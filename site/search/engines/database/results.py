"""From the ranking to hits: counted in full, read only where they are shown."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.utils.safestring import SafeString

from search.analysis import excerpt, highlight
from search.engines.base import EngineError, Hit, SearchResult
from search.engines.database.filters import Sql
from search.queries import SearchQuery, query_terms

COUNTED = 1000
"""Hits that are counted and can be leafed through."""


class Row(NamedTuple):
    """A row of the ranking. Only those of the asked page carry a document; elsewhere its fields are None."""

    place: int
    kind: str
    wanted: int
    score: float
    key: str
    language: str
    title: str
    summary: str
    body: str
    helpful: float


def read_rows(ranked: Sql, query: SearchQuery) -> list[Row]:
    """Run the ranking, in one statement with the documents of the asked page. Raises EngineError."""
    statement = f"""
        WITH ranked AS MATERIALIZED ({ranked.text})
        SELECT r.place, r.kind, r.wanted, r.score, t.key, t.language, t.title, t.summary, t.body, t.helpful
        FROM ranked r LEFT JOIN search_indexeddocument t
            ON t.id = r.id AND r.wanted = 1 AND r.place > %s AND r.place <= %s
        ORDER BY r.place
    """  # noqa: S608 - our own SQL; values are parameters
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, [*ranked.parameters, query.offset, query.offset + query.size])
            return [Row(*row) for row in cursor.fetchall()]
    except DatabaseError as error:
        raise EngineError(f"database: {type(error).__name__}") from error


def result(rows: list[Row], query: SearchQuery) -> SearchResult:
    """Return the page of hits with what is counted."""
    counted = rows[:COUNTED]
    return SearchResult(
        hits=tuple(_hit(row, query) for row in rows if row.key is not None),
        total=sum(row.wanted for row in counted),
        kinds=dict(Counter(row.kind for row in counted)),
        is_capped=len(rows) > COUNTED,
    )


def _hit(row: Row, query: SearchQuery) -> Hit:
    terms = query_terms(query.text, row.language)
    passages = [excerpt(text, terms, row.language) for text in (row.summary, row.body) if text]
    return Hit(
        key=row.key,
        language=row.language,
        kind=row.kind,
        title=highlight(row.title, terms, row.language),
        # The summary is written to be read; the body comes before it only when it shows more of what was asked.
        excerpt=max(passages, key=lambda passage: passage.count("<mark>"), default=SafeString("")),
        score=row.score,
        helpful=row.helpful,
    )
