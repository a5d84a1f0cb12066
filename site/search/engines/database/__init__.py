"""The engine inside the site's own database: FTS5 on SQLite, text vectors on PostgreSQL."""

from search.engines.database.engine import DatabaseEngine

__all__ = ["DatabaseEngine"]
