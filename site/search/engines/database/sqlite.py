"""Terms and their search in SQLite's FTS5."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from search.engines.database.filters import Sql, admitted, factor, wanted
from search.engines.database.requests import Syntax
from search.engines.database.rows import FIELD_WEIGHTS, TermRow
from search.queries import SearchQuery

SYNTAX = Syntax(and_=" AND ", or_=" OR ", but_not=" NOT ", term='"%s"', prefix='"%s"*')

# Weights of bm25, in the order of the columns. The last one serves unfinished words only.
WEIGHTS = (*FIELD_WEIGHTS, 0.0)
TITLE_ONLY = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
_SEARCHED = "{title keywords headings summary body}"


class SqliteTerms:
    """The full-text table of SQLite."""

    syntax = SYNTAX

    def write(self, rows: Collection[TermRow]) -> None:
        """Store the terms of documents; those of the same ids are replaced."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO search_terms (rowid, title, keywords, headings, summary, body, title_words)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(row.document_id, *(" ".join(terms) for terms in row.columns())) for row in rows],
            )

    def delete(self, ids: Collection[int]) -> None:
        """Remove the terms of documents."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_terms WHERE rowid = %s", [(each,) for each in ids])

    def optimize(self) -> None:
        """Remove terms without a document, and merge what many writes have left: after a rebuild a quarter remains.

        No foreign key leads out of a full-text table: `manage.py flush` empties the documents and leaves their terms.
        """
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_terms WHERE rowid NOT IN (SELECT id FROM search_indexeddocument)")
            cursor.execute("INSERT INTO search_terms (search_terms) VALUES ('optimize')")

    def matching(self, expression: str) -> Sql:
        """Return the part FROM ... WHERE of a statement on the documents d in whose terms an expression is found."""
        # CROSS JOIN has SQLite ask the full-text table first.
        text = "FROM search_terms CROSS JOIN search_indexeddocument d WHERE d.id = search_terms.rowid AND search_terms MATCH %s"
        return Sql(text, [f"{_SEARCHED} : {expression}"])

    def ranked(self, expression: str, query: SearchQuery, languages: Collection[str], cap: int) -> Sql:
        """Return the statement that yields the first columns of results.Row, best first, at most `cap` rows."""
        return _ranked(f"{_SEARCHED} : {expression}", WEIGHTS, query, languages, cap)

    def ranked_titles(self, expression: str, query: SearchQuery, languages: Collection[str], cap: int) -> Sql:
        """Return the same for an expression on the words of titles."""
        return _ranked(f"title_words : {expression}", TITLE_ONLY, query, languages, cap)


def _ranked(expression: str, weights: tuple[float, ...], query: SearchQuery, languages: Collection[str], cap: int) -> Sql:
    allowed, within, lift = admitted(query, languages), wanted(query), factor(query)
    # The full-text search runs by itself: joined, SQLite refuses bm25 or calls it again and again.
    text = f"""
        WITH found AS MATERIALIZED (
            SELECT rowid AS id, bm25(search_terms, {", ".join(map(str, weights))}) AS score
            FROM search_terms WHERE search_terms MATCH %s
        ), admitted AS (
            SELECT d.id, {within.text} AS wanted, -found.score * {lift.text} AS lifted, d.language, d.facets, d.updated,
                lower(d.title) = lower(%s) AS is_named
            FROM found JOIN search_indexeddocument d ON d.id = found.id WHERE {allowed.text}
        )
        SELECT row_number() OVER (ORDER BY wanted DESC, is_named DESC, lifted DESC, id) AS place,
            id, wanted, lifted, language, facets, updated
        FROM admitted ORDER BY place LIMIT {cap:d}
    """  # noqa: S608  # nosec B608 # numbers and our own SQL; values are parameters
    parameters: list[Any] = [expression, *within.parameters, *lift.parameters, query.text, *allowed.parameters]
    return Sql(text, parameters)
