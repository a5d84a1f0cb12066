"""What killed rebuilds have left on a server: indexes that nobody reads and that only take space."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from search.engines.base import RemoteEngine, SearchEngine
from search.outbox import is_rebuilding
from search.rebuilding import Claim

if TYPE_CHECKING:
    from search.engines.elasticsearch.indexes import Indexes

TIMEOUT = 60.0


def leftovers(engine: SearchEngine) -> list[str]:
    """Return the names of half-made indexes; none while a rebuild is under way, whose they may be. Raises EngineError."""
    if not isinstance(engine, RemoteEngine) or is_rebuilding(engine.name):
        return []
    with _indexes() as indexes:
        return indexes.unfinished()


def leftovers_remove(engine: SearchEngine) -> list[str]:
    """Remove them and return their names. Raises EngineError, and RebuildUnderWay when they may be a rebuild's."""
    if not isinstance(engine, RemoteEngine):
        return []
    claim = Claim(engine.name)  # no rebuild begins meanwhile
    try:
        with _indexes() as indexes:
            return indexes.remove_unfinished()
    finally:
        claim.end()


@contextmanager
def _indexes() -> Iterator[Indexes]:
    from search.engines.elasticsearch.client import connect, one_kind_of_error, options_of_settings
    from search.engines.elasticsearch.indexes import Indexes

    options = options_of_settings()
    with one_kind_of_error(), connect(settings.ELASTICSEARCH_URL, options, timeout=TIMEOUT) as client:
        yield Indexes(client, settings.SANAD_SEARCH_INDEX_PREFIX, options)
