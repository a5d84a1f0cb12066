"""Bytes that a document takes: in the indexes of the server, and in the tables of the database."""

from __future__ import annotations

from django.db import connection
from elasticsearch import Elasticsearch

GROUPS = {
    "documents of the database engine": ("search_indexeddocument",),
    "terms of the database engine": ("search_terms",),
    "facets of the database engine": ("search_documentfacet", "search_facet"),
    "words for spelling": ("search_vocabularyword",),
    "pages themselves": ("wagtailcore_page", "content_helppage", "kb_", "wiki_", "faq_blocks_", "taggit_"),
}
"""Beginnings of table names by what they hold; a table counts for the first that fits."""


def server_bytes(url: str, prefix: str) -> dict[str, tuple[int, int]]:
    """Return documents and bytes of the indexes by language, both sides together; everything is on disk first."""
    client = Elasticsearch(url, request_timeout=120)
    client.indices.flush(index=f"{prefix}-*")
    found: dict[str, tuple[int, int]] = {}
    for name, index in client.indices.stats(index=f"{prefix}-*", metric="docs,store")["indices"].items():
        language = name.removeprefix(f"{prefix}-").split("-")[1]
        count, size = found.get(language, (0, 0))
        found[language] = (count + index["primaries"]["docs"]["count"], size + index["primaries"]["store"]["size_in_bytes"])
    return found


def table_bytes() -> dict[str, int]:
    """Return the bytes of the tables with their indexes, by GROUPS; those that have none are left out."""
    if connection.vendor == "postgresql":
        tables = _rows("SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'")
    else:
        # A table of SQLite's full-text search is kept in several of its own; an index belongs to its table.
        tables = _rows(
            "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name"
            " WHERE s.aggregate = 1 GROUP BY 1"
        )
    found: dict[str, int] = {}
    for table, size in tables:
        group = next((name for name, starts in GROUPS.items() if str(table).startswith(starts)), "")
        if group:
            found[group] = found.get(group, 0) + int(size)
    return found


def _rows(statement: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
