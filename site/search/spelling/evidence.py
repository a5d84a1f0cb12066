"""What the index holds for a reader at this moment: asked before anything is corrected or offered."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from search.analysis.terms import alternatives

# Documents of certain groups are left out, and what waits in the outbox: it may be somebody else's by now.
_READABLE = """
d.language = %s AND d.min_level <= %s AND d.max_level >= %s AND d.required_groups = ''
AND NOT EXISTS (SELECT 1 FROM search_outboxentry o WHERE o.key = d.key AND o.engine = 'database' AND NOT o.settled)
"""
_SQLITE = f"""
SELECT %s WHERE EXISTS (
    SELECT 1 FROM search_terms CROSS JOIN search_indexeddocument d
    WHERE d.id = search_terms.rowid AND search_terms MATCH %s AND {_READABLE}
)
"""  # noqa: S608 - our own SQL; values are parameters
_POSTGRESQL = f"""
SELECT %s::integer WHERE EXISTS (
    SELECT 1 FROM search_terms t JOIN search_indexeddocument d ON d.id = t.document_id
    WHERE t.terms @@ %s::tsquery AND {_READABLE}
)
"""  # noqa: S608 - our own SQL; values are parameters


def in_use(texts: Iterable[str], language: str, level: int) -> frozenset[str]:
    """Return those texts whose words stand together in a document for readers of `level`; one query.

    Words are compared as a search does: another form of a word counts, stop words need no document.
    """
    asked = list(dict.fromkeys(texts))
    expressions = [_expression(text, language) for text in asked]
    found = {text for text, expression in zip(asked, expressions, strict=True) if not expression}
    numbered = [(at, expression) for at, expression in enumerate(expressions) if expression]
    if numbered:
        statement = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
        parameters = [value for at, expression in numbered for value in (at, expression, language, level, level)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([statement] * len(numbered)), parameters)
            found.update(asked[at] for (at,) in cursor.fetchall())
    return frozenset(found)


def _expression(text: str, language: str) -> str:
    """Return what the database's full-text search is asked. Terms are letters, digits and marks: nothing in them is syntax."""
    if connection.vendor == "postgresql":
        and_, or_, quote, columns = " & ", " | ", "'", ""
    else:
        and_, or_, quote, columns = " AND ", " OR ", '"', "{title keywords headings summary body} : "
    groups = [
        or_.join("(" + and_.join(f"{quote}{term}{quote}" for term in way) + ")" for way in group)
        for group in alternatives(text, language)
    ]
    return columns + "(" + and_.join(f"({group})" for group in groups) + ")" if groups else ""
