"""Indexes that are not what this code would make are noticed, and filled anew beside those that serve."""

from __future__ import annotations

import logging

from search.engines.base import EngineError, SearchEngine
from search.engines.choice import engines
from search.engines.database.made_by import has_outdated
from search.models import IndexedDocument
from search.rebuilding import RebuildUnderWay, rebuild_engine
from search.sources import key_batches

logger = logging.getLogger(__name__)


def outdated(engine: SearchEngine) -> list[str]:
    """Return why an engine should be rebuilt, a few words for each reason; empty when it is as it should be.

    Raises EngineError when it cannot be asked.
    """
    if hasattr(engine, "outdated"):
        found: list[str] = engine.outdated()
        return found
    if has_outdated():
        return ["made by another version"]
    if not IndexedDocument.objects.exists() and next(key_batches(), None):
        return ["empty"]
    return []


def outdated_engines() -> list[SearchEngine]:
    """Return the engines that should be rebuilt; those that cannot be asked are left out."""
    found = []
    for engine in engines():
        try:
            if outdated(engine):
                found.append(engine)
        except EngineError as error:
            logger.warning("search: %s cannot be looked at: %s", engine.name, error.reason)
    return found


def outdated_rebuild() -> int:
    """Rebuild the engines that should be; readers are served meanwhile. Return how many were."""
    done = 0
    for engine in outdated_engines():
        try:
            count = rebuild_engine(engine)
        except RebuildUnderWay:
            continue
        except EngineError as error:
            logger.warning("search: %s could not be rebuilt: %s", engine.name, error.reason)
            continue
        logger.info("search: %s was made by other code and is rebuilt, %d documents", engine.name, count)
        done += 1
    return done
