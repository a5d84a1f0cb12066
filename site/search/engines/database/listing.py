"""Everything within filters, for a query without a text."""

from __future__ import annotations

from search.engines.database.filters import Sql, admitted, wanted
from search.engines.database.requests import excluded_words
from search.engines.database.terms import site_terms
from search.queries import SearchQuery


def listed(query: SearchQuery, cap: int) -> Sql:
    """Return the statement that yields the first columns of results.Row, the newest first, at most `cap` rows.

    What is outside of the filters comes after all else: the facets count it.
    """
    allowed, within = admitted(query, [query.language]), wanted(query)
    parameters = [*within.parameters, *allowed.parameters]
    condition = allowed.text
    for expression in excluded_words(query, query.language, site_terms().syntax):
        found = site_terms().matching(expression)
        condition += f" AND d.id NOT IN (SELECT d.id {found.text})"
        parameters += found.parameters
    text = f"""
        SELECT row_number() OVER (ORDER BY wanted DESC, updated IS NULL, updated DESC, id) AS place,
            id, wanted, lifted, language, facets, updated
        FROM (
            SELECT d.id, {within.text} AS wanted, CAST(0 AS double precision) AS lifted, d.language, d.facets, d.updated
            FROM search_indexeddocument d WHERE {condition}
        ) listed ORDER BY place LIMIT {cap:d}
    """  # noqa: S608  # nosec B608 # numbers and our own SQL; values are parameters
    return Sql(text, parameters)
