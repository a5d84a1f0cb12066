"""A real server behind a proxy that can be made sick, with one document in it."""

from __future__ import annotations

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from tests.search import fault_server as faults
from tests.search.scale.documents import documents


@pytest.fixture
def proxy(elasticsearch_url):
    with faults.fault_server(elasticsearch_url) as server:
        yield server


@pytest.fixture
def engine(proxy, elasticsearch_engine, settings):
    settings.LANGUAGES = [("en", "English")]
    engine = ElasticsearchEngine(proxy.url, elasticsearch_engine._indexes.prefix)
    engine.index(documents(1))
    proxy.requests.clear()
    return engine
