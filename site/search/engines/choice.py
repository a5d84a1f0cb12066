"""Which engines there are, and which one answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

from search.engines.base import EngineBehind, EngineError, SearchEngine
from search.engines.breaker import Breakers
from search.engines.database import DatabaseEngine
from search.engines.deadline import deadline

if TYPE_CHECKING:
    from search.engines.elasticsearch.client import Options

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

PATIENCE = 1.0
"""Seconds for all that a reader's question asks of an engine that does not name its own."""

_breakers = Breakers()


def database_engine() -> SearchEngine:
    """Return the engine that is always there."""
    return DatabaseEngine()


def engines() -> list[SearchEngine]:
    """Return every engine that is to be written: the database always, so that it can stand in."""
    if not settings.ELASTICSEARCH_URL:
        return [database_engine()]
    from search.engines.elasticsearch.client import options_of_settings

    preferred = _elasticsearch(settings.ELASTICSEARCH_URL, settings.SANAD_SEARCH_INDEX_PREFIX, options_of_settings())
    return [database_engine(), preferred]


@cache
def _elasticsearch(urls: str, prefix: str, options: Options) -> SearchEngine:
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(urls, prefix, options)


def answer(ask: Callable[[SearchEngine], Answer], part: str = "") -> tuple[Answer, bool]:
    """Ask the preferred engine; the database when it fails or has failed lately. Returns (answer, whether it stood in).

    `ask` may ask the engine several times: all of it has to end within the engine's `patience`. `part` names what can fail
    alone, the language that is searched: when only its index is at fault, the others are asked on. The log says why an
    engine failed, and never what was searched.
    """
    *fallback, preferred = engines()
    if not fallback:
        return ask(preferred), False
    if not _breakers.are_open(part):
        try:
            with deadline(getattr(preferred, "patience", PATIENCE)):
                found = ask(preferred)
        except EngineBehind as behind:
            logger.info("search: %s is behind (%s), the database answers", preferred.name, behind.reason)
        except EngineError as error:
            if part or not error.is_local:
                _breakers.of(part if error.is_local else "").failed()
            logger.warning("search: %s failed (%s), the database answers", preferred.name, error.reason)
        else:
            _breakers.worked(part)
            return found, False
    return ask(fallback[0]), True


def reset() -> None:
    """Forget failures and connections; for tests and after a change of settings."""
    _breakers.reset()
    _elasticsearch.cache_clear()
