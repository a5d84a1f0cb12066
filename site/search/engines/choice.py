"""Which engines there are, and which one answers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.dispatch import Signal

from search.documents import INTERNAL_LEVEL
from search.engines.base import EngineBehind, EngineError, QueryRefused, SearchEngine
from search.engines.breaker import Breaker, Breakers
from search.engines.database import DatabaseEngine
from search.engines.deadline import deadline
from search.queries import SearchQuery

if TYPE_CHECKING:
    from search.engines.elasticsearch.client import Options

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

PATIENCE = 1.0
"""Seconds for all that a reader's question asks of an engine that does not name its own."""
LATE = 0.9
"""The part of its patience after which an engine that failed was late, and not wrong."""

engine_asked = Signal()
"""Sent with `engine`, `result` ("ok", "behind", "refused", "failed", or "resting" when it was not asked) and the `seconds` it
took, None when it was not asked. Whatever else than "ok" was answered by the database. Never with what was searched."""

_breakers = Breakers()
_trying = threading.Lock()


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
    begun = time.monotonic()
    if not fallback:
        found = ask(preferred)
        _tell(preferred, "ok", begun)
        return found, False
    result = "resting"
    if not _breakers.are_open(part):
        patience = _patience(preferred)
        try:
            with deadline(patience):
                found = ask(preferred)
        except EngineBehind as behind:
            result = "behind"
            logger.info("search: %s is behind (%s), the database answers", preferred.name, behind.reason)
        except QueryRefused as refusal:  # no fault of the engine: it goes on answering others
            result = "refused"
            logger.warning("search: %s refused a query (%s), the database answers", preferred.name, refusal.reason)
        except EngineError as error:
            result = "failed"
            if part or not error.is_local:
                _note_failure(preferred, part, error, was_late=time.monotonic() - begun >= LATE * patience)
            logger.warning("search: %s failed (%s), the database answers", preferred.name, error.reason)
        else:
            _breakers.worked(part)
            _tell(preferred, "ok", begun)
            return found, False
    _tell(preferred, result, None if result == "resting" else begun)
    begun = time.monotonic()
    found = ask(fallback[0])
    _tell(fallback[0], "ok", begun)
    return found, True


def _tell(engine: SearchEngine, result: str, begun: float | None) -> None:
    seconds = None if begun is None else time.monotonic() - begun
    engine_asked.send_robust(sender=None, engine=engine.name, result=result, seconds=seconds)


def _note_failure(engine: SearchEngine, part: str, error: EngineError, *, was_late: bool) -> None:
    """Count a failure. When it was a late one that opens the breaker, a plain question tells whether it may stay open.

    It may have been the text that took so long: then a single reader with a very long or costly one could switch the
    engine off for all. Counting only one failure of each text would not help, for texts are easily varied. Until the answer
    is there the breaker is open as usual, and no reader waits for it.
    """
    breaker = _breakers.of(part if error.is_local else "")
    breaker.failed()
    if was_late and breaker.is_shut() and _trying.acquire(blocking=False):
        language = part or settings.LANGUAGE_CODE
        threading.Thread(target=_try_plainly, args=[engine, breaker, language], name="search-try", daemon=True).start()


def _try_plainly(engine: SearchEngine, breaker: Breaker, language: str) -> None:
    """Close a breaker if the engine answers a single word in time, on the side of the agents too."""
    try:
        with deadline(_patience(engine)):
            engine.search(SearchQuery("search", language, level=INTERNAL_LEVEL, size=1))
    except EngineError:
        return
    else:
        logger.info("search: %s answers others, so its breaker is closed again", engine.name)
        breaker.worked()
    finally:
        _trying.release()


def _patience(engine: SearchEngine) -> float:
    return getattr(engine, "patience", PATIENCE)


def reset() -> None:
    """Forget failures and connections; for tests and after a change of settings."""
    _breakers.reset()
    _elasticsearch.cache_clear()
