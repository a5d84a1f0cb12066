"""Which engines there are, and which one answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings

from search.engines.base import EngineError, SearchEngine
from search.engines.breaker import Breaker
from search.engines.database import DatabaseEngine

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

_breaker = Breaker()


def database_engine() -> SearchEngine:
    """Return the engine that is always there."""
    return DatabaseEngine()


def engines() -> list[SearchEngine]:
    """Return every engine that is to be written: the database always, so that it can stand in."""
    url = settings.ELASTICSEARCH_URL
    return [database_engine(), _elasticsearch(url, settings.SANAD_SEARCH_INDEX_PREFIX)] if url else [database_engine()]


@cache
def _elasticsearch(url: str, prefix: str) -> SearchEngine:
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, prefix)


def answer(ask: Callable[[SearchEngine], Answer]) -> tuple[Answer, bool]:
    """Ask the preferred engine; the database when it fails or has failed lately. Returns (answer, whether it stood in).

    The log says why, and never what was searched.
    """
    *fallback, preferred = engines()
    if not fallback:
        return ask(preferred), False
    if not _breaker.is_open():
        try:
            found = ask(preferred)
        except EngineError as error:
            _breaker.failed()
            logger.warning("search: %s failed (%s), the database answers", preferred.name, error.reason)
        else:
            _breaker.worked()
            return found, False
    return ask(fallback[0]), True


def reset() -> None:
    """Forget failures and connections; for tests and after a change of settings."""
    _breaker.worked()
    _elasticsearch.cache_clear()
