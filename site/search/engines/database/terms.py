"""The full-text table of the database that the site runs on."""

from __future__ import annotations

from django.db import connection

from search.engines.database.postgresql import PostgresqlTerms
from search.engines.database.sqlite import SqliteTerms

Terms = SqliteTerms | PostgresqlTerms


def site_terms() -> Terms:
    """Return the terms in this database's own full-text search."""
    return PostgresqlTerms() if connection.vendor == "postgresql" else SqliteTerms()
