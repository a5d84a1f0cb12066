"""Terms and their search in PostgreSQL: text vectors find, our own BM25 ranks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from search.engines.database.filters import Sql, admitted, factor, wanted
from search.engines.database.requests import Syntax
from search.engines.database.rows import TermRow
from search.engines.database.vectors import stored_values
from search.queries import SearchQuery, query_terms

SYNTAX = Syntax(and_=" & ", or_=" | ", but_not=" & !", term="'%s'", prefix="'%s':*")

# The usual parameters of BM25; SQLite's FTS5 has the same built in.
K1, B = 1.2, 0.75
CANDIDATES = 2000
"""Documents that are ranked at most: the words of each are read, and nobody needs the order of so many."""
MOST_TERMS = 40


class PostgresqlTerms:
    """The table of terms."""

    syntax = SYNTAX

    def write(self, rows: Collection[TermRow]) -> None:
        """Store the terms of documents; those of the same ids are replaced."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_terms (document_id, terms, title_words, weights, length)"
                " VALUES (%s, %s::tsvector, %s::tsvector, %s::jsonb, %s) ON CONFLICT (document_id) DO UPDATE SET"
                " terms = excluded.terms, title_words = excluded.title_words, weights = excluded.weights,"
                " length = excluded.length",
                [stored_values(row) for row in rows],
            )

    def delete(self, ids: Collection[int]) -> None:
        """Remove the terms of documents; the foreign key has done so already for documents that are gone."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_terms WHERE document_id = ANY(%s)", [list(ids)])

    def optimize(self) -> None:
        """Leave it to the server: its vacuum does the same."""

    def matching(self, expression: str) -> Sql:
        """Return the part FROM ... WHERE of a statement on the documents d in whose terms an expression is found."""
        text = "FROM search_terms t JOIN search_indexeddocument d ON d.id = t.document_id WHERE t.terms @@ %s::tsquery"
        return Sql(text, [expression])

    def ranked(self, expression: str, query: SearchQuery, languages: Collection[str], cap: int) -> Sql:
        """Return the statement that yields the first columns of results.Row, best first, at most `cap` rows.

        The score is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, equations 3.3 and 3.15)
        with term frequencies weighted by field. What is rare and how long documents are is taken from the candidates.
        """
        terms = sorted({term for language in languages for term in query_terms(query, language)})[:MOST_TERMS]
        counts = "".join(f", count(*) FILTER (WHERE weights ? %s) AS n{at}" for at in range(len(terms)))
        return _statement("terms", expression, query, languages, cap, counts, _bm25(len(terms)), terms)

    def ranked_titles(self, expression: str, query: SearchQuery, languages: Collection[str], cap: int) -> Sql:
        """Return the same for an expression on the words of titles; the shorter title is the nearer one."""
        return _statement("title_words", expression, query, languages, cap, "", "1.0 / (1 + a.title_length)", [])


def _bm25(terms: int) -> str:
    """Return the expression of the score: a is a candidate, r what is known of all of them."""
    length = f"{K1} * ({1 - B:.2f} + {B} * a.length / r.mean_length)"
    parts = [
        f"ln(1 + (r.total - r.n{at} + 0.5) / (r.n{at} + 0.5)) * {K1 + 1} * w{at}.tf / (w{at}.tf + {length})"
        for at in range(terms)
    ]
    return " + ".join(parts) or "0"


def _statement(
    column: str,
    expression: str,
    query: SearchQuery,
    languages: Collection[str],
    cap: int,
    counts: str,
    score: str,
    terms: list[str],
) -> Sql:
    allowed, within, lift = admitted(query, languages), wanted(query), factor(query)
    frequencies = "".join(
        f" CROSS JOIN LATERAL (SELECT coalesce((a.weights ->> %s)::float, 0) AS tf) w{at}" for at in range(len(terms))
    )
    text = f"""
        WITH admitted AS MATERIALIZED (
            SELECT d.id, d.language, d.facets, d.updated, t.weights, t.length, {within.text} AS wanted, {lift.text} AS lift,
                lower(d.title) = lower(%s) AS is_named, length(t.title_words) AS title_length
            FROM search_terms t JOIN search_indexeddocument d ON d.id = t.document_id
            WHERE t.{column} @@ %s::tsquery AND {allowed.text} LIMIT {CANDIDATES}
        ), known AS MATERIALIZED (
            SELECT count(*) AS total, greatest(avg(length), 1) AS mean_length {counts} FROM admitted
        ), scored AS (
            SELECT a.id, a.wanted, a.is_named, a.lift * ({score}) AS lifted, a.language, a.facets, a.updated
            FROM admitted a CROSS JOIN known r {frequencies}
        )
        SELECT row_number() OVER (ORDER BY wanted DESC, is_named DESC, lifted DESC, id) AS place,
            id, wanted, lifted, language, facets, updated
        FROM scored ORDER BY place LIMIT {cap:d}
    """  # noqa: S608  # nosec B608 # numbers and our own SQL; values are parameters
    parameters: list[Any] = [
        *within.parameters, *lift.parameters, query.text, expression, *allowed.parameters, *terms, *terms
    ]  # fmt: skip
    return Sql(text, parameters)
