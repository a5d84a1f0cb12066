"""Indexes that are not what this code would make are noticed, and filled anew beside those that serve."""

from __future__ import annotations

import logging

from search.engines.base import EngineError, SearchEngine
from search.engines.choice import engines
from search.rebuilding import RebuildUnderWay, rebuild_engine

logger = logging.getLogger(__name__)


def outdated_engines() -> list[SearchEngine]:
    """Return the engines that should be rebuilt; those that cannot be asked are left out."""
    found = []
    for engine in engines():
        try:
            if engine.outdated():
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
