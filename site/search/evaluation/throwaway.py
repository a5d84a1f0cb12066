"""Engines that are empty at first and gone at the end, beside those that serve the site.

The database's tables of search are hidden behind temporary ones of the same names and shapes: both databases look for a name
among the temporary tables first, and remove these by themselves when the connection ends, however it ends. Elasticsearch gets
indexes of a prefix of their own; what a killed run has left goes with the next one.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.db import connection

from search.engines.base import EngineError, SearchEngine
from search.engines.choice import database_engine

ABANDONED = 6 * 3600
"""Seconds after which the indexes of an evaluation are the rest of a killed one."""

_TABLE = re.compile(r'^CREATE (VIRTUAL )?TABLE\s+"?\w+"?', re.IGNORECASE)
_INDEX = re.compile(r'^CREATE (UNIQUE )?INDEX\s+"?\w+"?', re.IGNORECASE)


@contextmanager
def throwaway_engines(name: str, language: str) -> Iterator[list[SearchEngine]]:
    """Give the empty engines that a site with this one has, itself last, for documents of one language.

    The database's is always among them: the words for spelling come from there. Raises EngineError when one is not set up.
    """
    with ExitStack() as at_end:
        server = [at_end.enter_context(_elasticsearch(language))] if name == "elasticsearch" else []
        yield [at_end.enter_context(_database()), *server]


@contextmanager
def _elasticsearch(language: str) -> Iterator[SearchEngine]:
    if not settings.ELASTICSEARCH_URL:
        raise EngineError("ELASTICSEARCH_URL is empty")
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.elasticsearch.client import options_of_settings
    from search.engines.elasticsearch.engine import WRITE_TIMEOUT

    url, options = settings.ELASTICSEARCH_URL, options_of_settings()
    prefix = f"{settings.SANAD_SEARCH_INDEX_PREFIX}-eval"
    _remove_abandoned(prefix)
    # A busy machine makes an evaluation slow, and must not make it fail.
    name = f"{prefix}-{int(time.time())}-{secrets.token_hex(4)}"
    engine = ElasticsearchEngine(url, name, options, timeout=WRITE_TIMEOUT, languages=[language])
    try:
        yield engine
    finally:
        engine.drop()


def _remove_abandoned(prefix: str) -> None:
    """Remove the indexes of evaluations that were killed. Only names that this module gives are touched."""
    from search.engines.elasticsearch.client import connect, one_kind_of_error, options_of_settings

    ours = re.compile(rf"{re.escape(prefix)}-(\d+)-[0-9a-f]{{8}}-.+")
    with one_kind_of_error(), connect(settings.ELASTICSEARCH_URL, options_of_settings(), timeout=60.0) as client:
        found = client.options(ignore_status=404).indices.get_alias(index=f"{prefix}-*", expand_wildcards="all")
        matches = filter(None, map(ours.fullmatch, found))
        for name in [each[0] for each in matches if int(each[1]) < time.time() - ABANDONED]:
            client.indices.delete(index=name, ignore_unavailable=True)


@contextmanager
def _database() -> Iterator[SearchEngine]:
    if "search_terms" not in connection.introspection.table_names():
        raise EngineError("the database has no tables for search yet; run manage.py migrate")
    hide, names = _hide_in_postgresql if connection.vendor == "postgresql" else _hide_in_sqlite, []
    try:
        names = hide()
        yield database_engine()
    finally:
        schema = "pg_temp" if connection.vendor == "postgresql" else "temp"
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP TABLE IF EXISTS {schema}."{name}"')


def _hide_in_postgresql() -> list[str]:
    """Make temporary tables of the shapes of the site's; return their names."""
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'search\_%'")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
        for name in names:
            cursor.execute(f'CREATE TEMPORARY TABLE "{name}" (LIKE "{schema}"."{name}" INCLUDING ALL)')
    return names


def _hide_in_sqlite() -> list[str]:
    """The same. The tables that a full-text table keeps beside itself come with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT type, name, tbl_name, sql FROM main.sqlite_master"
            r" WHERE tbl_name LIKE 'search\_%' ESCAPE '\' AND sql IS NOT NULL ORDER BY type = 'index', name"
        )
        found = cursor.fetchall()
        full_text = tuple(f"{name}_" for _type, name, _table, sql in found if sql.upper().startswith("CREATE VIRTUAL"))
        names = []
        for kind, name, table, sql in found:
            if table.startswith(full_text):
                continue
            if kind == "table":
                cursor.execute(_TABLE.sub(rf'CREATE \1TABLE temp."{name}"', sql, count=1).replace("%", "%%"))
                names.append(name)
            elif kind == "index":
                cursor.execute(_INDEX.sub(rf'CREATE \1INDEX temp."{name}"', sql, count=1).replace("%", "%%"))
    return names
