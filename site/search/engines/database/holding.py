"""Whether there is a document for a reader that has certain words: a yes or no for many texts at once, without a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from search.engines.database.filters import admitted
from search.engines.database.requests import Join, words_expression
from search.engines.database.terms import site_terms
from search.queries import SearchQuery


def texts_held(texts: Iterable[str], language: str, level: int) -> frozenset[str]:
    """Return those texts whose words stand together in a document for readers of `level`; one query.

    Words are compared as a search does: another form of a word counts, stop words need no document. Documents of certain
    groups are left out, and what waits in the outbox: it may be somebody else's by now.
    """
    asked, terms = list(dict.fromkeys(texts)), site_terms()
    allowed = admitted(SearchQuery("", language, level=level, groups=frozenset()), [language])
    held: set[str] = set()
    statements: list[str] = []
    parameters: list[Any] = []
    for at, text in enumerate(asked):
        expression = words_expression(text, language, terms.syntax, Join.ALL)
        if not expression:
            held.add(text)
            continue
        found = terms.matching(expression)
        statements.append(f"SELECT CAST(%s AS integer) WHERE EXISTS (SELECT 1 {found.text} AND {allowed.text})")
        parameters += [at, *found.parameters, *allowed.parameters]
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), parameters)
            held.update(asked[at] for (at,) in cursor.fetchall())
    return frozenset(held)
