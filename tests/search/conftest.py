"""Engines for the tests: the database's always, a real Elasticsearch where the machine can run one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from elasticsearch import Elasticsearch
from wagtail.models import Page

from accounts.models import User
from content.audiences import ANONYMOUS, Audience, Reader
from home.models import HomePage
from kb.models import ArticlePage
from script.lib.console import Failure
from script.lib.elastic_for_tests import server_for_tests
from search.engines import choice
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.indexes import Indexes
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


class KeptIndexes:
    """Indexes that are emptied between tests: to make them takes the server longer than most tests."""

    def __init__(self, url: str) -> None:
        self.prefix = f"test-{uuid.uuid4().hex[:12]}"
        self._client = Elasticsearch(url, request_timeout=60)

    def empty(self) -> None:
        """Remove every document, and what a test may have left: a rebuild half done, indexes of languages of its own."""
        indexes = Indexes(self._client, self.prefix)
        indexes.remove_unfinished()
        indexes.remove(each.name for each in indexes.all() if each.language not in dict(settings.LANGUAGES))
        if names := [each.name for each in indexes.all()]:
            self._client.delete_by_query(
                index=names, query={"match_all": {}}, conflicts="proceed", refresh=True, ignore_unavailable=True
            )

    def drop(self) -> None:
        Indexes(self._client, self.prefix).drop()
        self._client.close()


@pytest.fixture(scope="session")
def kept_indexes(elasticsearch_url: str) -> Iterator[KeptIndexes]:
    kept = KeptIndexes(elasticsearch_url)
    yield kept
    kept.drop()


@pytest.fixture
def empty_elasticsearch_engine(
    kept_indexes: KeptIndexes, elasticsearch_url: str, patience: None
) -> Iterator[ElasticsearchEngine]:
    """An engine without documents; which of its indexes are there already is left open."""
    yield ElasticsearchEngine(elasticsearch_url, kept_indexes.prefix)
    kept_indexes.empty()


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, db: None) -> SearchEngine:
    """Each engine in turn: both keep the same promises."""
    if request.param == "database":
        return DatabaseEngine()
    return request.getfixturevalue("empty_elasticsearch_engine")


@contextmanager
def _site_with(url: str, prefix: str, settings: Any) -> Iterator[SearchEngine]:
    settings.ELASTICSEARCH_URL, settings.SANAD_SEARCH_INDEX_PREFIX = url, prefix
    choice.reset()
    yield choice.engines()[-1]
    choice.reset()


@pytest.fixture
def with_elasticsearch(
    kept_indexes: KeptIndexes, elasticsearch_url: str, patience: None, settings: Any
) -> Iterator[SearchEngine]:
    """The site set up with Elasticsearch, as its settings would."""
    with _site_with(elasticsearch_url, kept_indexes.prefix, settings) as engine:
        yield engine
        kept_indexes.empty()


@pytest.fixture
def with_new_elasticsearch(elasticsearch_url: str, patience: None, settings: Any) -> Iterator[SearchEngine]:
    """The same without any index, for tests about which there are."""
    with _site_with(elasticsearch_url, f"test-{uuid.uuid4().hex[:12]}", settings) as engine:
        yield engine
        assert isinstance(engine, ElasticsearchEngine)
        engine.drop()


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


@pytest.fixture
def answering(db: None) -> Group:
    """The Editors, with the right to answer failed searches."""
    editors = Group.objects.get(name="Editors")
    wanted = ["change_failedquery", "add_synonymset", "add_promotedresult"]
    editors.permissions.add(*Permission.objects.filter(codename__in=wanted))
    return editors


@pytest.fixture
def editing(client: Client, editor: User, answering: Group) -> Client:
    """The browser of an editor who answers failed searches."""
    client.force_login(editor)
    return client


@pytest.fixture
def leading(client: Client, agent: User, answering: Group) -> Client:
    """The browser of such an editor who is an agent as well."""
    agent.groups.add(answering)
    client.force_login(agent)
    return client
