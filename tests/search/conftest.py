"""Engines for the tests: the database's always, a real Elasticsearch where the machine can run one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import Page

from content.audiences import ANONYMOUS, Audience, Reader
from home.models import HomePage
from kb.models import ArticlePage
from script.lib.console import Failure
from script.lib.elastic_for_tests import server_for_tests
from search.engines import choice
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.outbox import outbox_process


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a server with a data folder of its own."""
    try:
        with server_for_tests() as url:
            yield url
    except Failure as failure:
        pytest.skip(f"no Elasticsearch here: {failure}")


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a new index takes its time; only the tests of standing in are about being late."""
    monkeypatch.setattr("search.engines.elasticsearch.engine.READ_TIMEOUT", 30.0)


@pytest.fixture
def elasticsearch_engine(elasticsearch_url: str, patience: None) -> Iterator[ElasticsearchEngine]:
    """An engine with indexes of its own, gone afterwards."""
    engine = ElasticsearchEngine(elasticsearch_url, f"test-{uuid.uuid4().hex[:12]}")
    yield engine
    engine.drop()


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, db: None) -> SearchEngine:
    """Each engine in turn: both keep the same promises."""
    if request.param == "database":
        return DatabaseEngine()
    return request.getfixturevalue("elasticsearch_engine")


@pytest.fixture
def with_elasticsearch(elasticsearch_url: str, patience: None, settings) -> Iterator[SearchEngine]:
    """The site set up with Elasticsearch, as its settings would."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.SANAD_SEARCH_INDEX_PREFIX = f"test-{uuid.uuid4().hex[:12]}"
    choice.reset()
    engine = choice.engines()[-1]
    assert isinstance(engine, ElasticsearchEngine)
    yield engine
    engine.drop()
    choice.reset()


class HelpCenter:
    """Makes published pages, one call each, and lets the engines catch up when asked."""

    def __init__(self, homes: dict[str, HomePage]) -> None:
        self.homes = homes

    def page(self, title: str, *, parent: Page | None = None, language: str = "en", **fields: Any) -> ArticlePage:
        """Publish an article as an editor does."""
        page = ArticlePage(title=title, locale=self.homes[language].locale, slug=f"p{uuid.uuid4().hex[:10]}", **fields)
        (parent or Page.objects.get(pk=self.homes[language].pk)).add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def article(self, title: str, *body: tuple[str, Any]) -> ArticlePage:
        """Publish an article with blocks: pairs of type and raw value."""
        blocks = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in body]
        return self.page(title, body=json.dumps(blocks))

    def settle(self) -> None:
        """Let the engines catch up."""
        outbox_process()


@pytest.fixture
def center(homes: dict[str, HomePage]) -> HelpCenter:
    """A help center with nothing but its home pages."""
    outbox_process()
    return HelpCenter(homes)


@pytest.fixture
def anonymous() -> Reader:
    """Nobody in particular."""
    return ANONYMOUS


@pytest.fixture
def agent_reader() -> Reader:
    """An agent without further groups."""
    return Reader(Audience.AGENT)
