"""What the tests of faults ask, and within which time they want it."""

from __future__ import annotations

import time

from content.audiences import ANONYMOUS
from search import selectors
from search.engines import choice
from search.engines.elasticsearch import ElasticsearchEngine
from search.queries import SearchQuery

IN_TIME = 1.5
"""Seconds within which a reader has results, whatever happens."""


def server_engine() -> ElasticsearchEngine:
    """Return the engine that asks the server."""
    engine = choice.engines()[-1]
    assert isinstance(engine, ElasticsearchEngine)
    return engine


def search(text="refunds", language="en"):
    """Return the results for a stranger, and the seconds that it took."""
    begun = time.monotonic()
    found = selectors.search_pages(SearchQuery(text, language), ANONYMOUS)
    return found, time.monotonic() - begun
