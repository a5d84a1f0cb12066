"""The site with a real Elasticsearch behind a proxy that can be made sick."""

from __future__ import annotations

import uuid

import pytest

from search.documents import Document
from search.engines import choice
from search.engines.deadline import deadline
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import OutboxEntry
from tests.search import fault_server as faults
from tests.search.faults.asking import server_engine


@pytest.fixture(scope="module")
def proxy(elasticsearch_url):
    with faults.fault_server(elasticsearch_url) as server:
        yield server


@pytest.fixture
def server(proxy, settings, elasticsearch_url):
    """The site with Elasticsearch behind a proxy, with the time limits of real readers."""
    settings.ELASTICSEARCH_URL = proxy.url
    settings.SANAD_SEARCH_INDEX_PREFIX = f"test-{uuid.uuid4().hex[:12]}"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fa", "فارسی")]
    choice.reset()
    proxy.requests.clear()
    own = settings.SANAD_SEARCH_INDEX_PREFIX
    yield proxy
    proxy.fault = faults.none
    choice.reset()
    ElasticsearchEngine(elasticsearch_url, own).drop()


@pytest.fixture(scope="module")
def indexes_of_all(elasticsearch_url):
    """A prefix with indexes that hold other documents; they are made once, for that takes seconds."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    engine = ElasticsearchEngine(elasticsearch_url, prefix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.engines.elasticsearch.engine.stamp_now", lambda: 1)
        engine.index(
            [Document(key=f"page:{n}", language=code, kind="a", title="Refund") for n in (901, 902) for code in ("en", "fa")]
        )
    yield prefix
    engine.drop()


@pytest.fixture
def filled(server, center, settings, indexes_of_all):
    """Four pages that the database engine has, and a server that answers, with other documents: it is known who answered."""
    url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    for number in range(4):
        center.page(f"Refund times {number}", summary="How long a refund takes.")
    center.settle()
    OutboxEntry.objects.all().delete()
    settings.ELASTICSEARCH_URL, settings.SANAD_SEARCH_INDEX_PREFIX = url, indexes_of_all
    with deadline(60):  # what is looked up once in a while is known afterwards
        server_engine()._state.check_ours([f"{indexes_of_all}-public-en-read", f"{indexes_of_all}-internal-en-read"])
    server.requests.clear()
    return center


@pytest.fixture
def indexed(server, center):
    """Pages that both engines have, with indexes of this test's own."""
    for number in range(4):
        center.page(f"Refund times {number}", summary="How long a refund takes.")
    center.page("زمان بازپرداخت", language="fa")
    center.settle()
    return center
