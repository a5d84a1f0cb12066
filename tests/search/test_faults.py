"""A real Elasticsearch behind a proxy that makes it dead, slow or mad: readers get their results from the database."""

from __future__ import annotations

import threading
import time
import uuid

import pytest
from wagtail.models import PageViewRestriction

from content.audiences import ANONYMOUS, Audience
from kb.models import ArticlePage
from search import selectors
from search.documents import Document
from search.engines import choice
from search.engines.base import EngineError
from search.engines.deadline import deadline
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import OutboxEntry
from search.outbox import outbox_add, outbox_process
from search.preparation import without_waiting
from search.queries import SearchQuery
from tests.search import fault_server as faults

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

IN_TIME = 1.5
"""Seconds within which a reader has results, whatever happens."""
NOTICE = "simpler mode"


def server_engine() -> ElasticsearchEngine:
    """Return the engine that asks the server."""
    engine = choice.engines()[-1]
    assert isinstance(engine, ElasticsearchEngine)
    return engine


@pytest.fixture(scope="module")
def proxy(elasticsearch_url):
    with faults.fault_server(elasticsearch_url) as server:
        yield server


@pytest.fixture
def server(proxy, settings):
    """The site with Elasticsearch behind a proxy, with the time limits of real readers."""
    settings.ELASTICSEARCH_URL = proxy.url
    settings.SANAD_SEARCH_INDEX_PREFIX = f"test-{uuid.uuid4().hex[:12]}"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fa", "فارسی")]
    choice.reset()
    proxy.requests.clear()
    yield proxy
    proxy.fault = faults.none
    choice.reset()


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
def indexed(server, center, elasticsearch_url, settings):
    """Pages that both engines have, with indexes of this test's own."""
    for number in range(4):
        center.page(f"Refund times {number}", summary="How long a refund takes.")
    center.page("زمان بازپرداخت", language="fa")
    center.settle()
    yield center
    ElasticsearchEngine(elasticsearch_url, settings.SANAD_SEARCH_INDEX_PREFIX).drop()


def search(text="refunds", language="en"):
    """Return the results for a stranger, and the seconds that it took."""
    begun = time.monotonic()
    found = selectors.search_pages(SearchQuery(text, language), ANONYMOUS)
    return found, time.monotonic() - begun


SICK = {
    "slow": faults.delayed(5),
    "silent": faults.silent,
    "cut off": faults.cut_off,
    "trickling": faults.trickling,
    "trickling head": faults.trickling_head,
    "error 500": faults.status(500),
    "too busy": faults.status(429, "es_rejected_execution_exception"),
    "no master": faults.status(503, "master_not_discovered_exception"),
    "too large": faults.status(413),
    "not allowed": faults.status(401, "security_exception"),
    "a page of a hotel": faults.HTML,
    "a page of a proxy": faults.HTML_OF_A_PROXY,
    "empty": faults.EMPTY_JSON,
    "half an answer": faults.HALF_JSON,
    "wrong types": faults.WRONG_TYPES,
    "deep nesting": faults.DEEP_JSON,
    "without end": faults.HUGE,
    "noise": faults.NOISE,
}


@pytest.mark.parametrize("sickness", SICK)
def test_the_database_answers_in_time(filled, server, sickness):
    server.fault = SICK[sickness]
    found, seconds = search()

    assert (found.total, found.stood_in) == (4, True)
    assert seconds < IN_TIME


def test_a_server_that_has_ended_is_stood_in_for(filled, server):
    server.refuse()
    found, seconds = search()
    server.come_back()

    assert (found.total, found.stood_in) == (4, True)
    assert seconds < IN_TIME


@pytest.mark.parametrize("sickness", ["slow", "cut off", "too busy", "a page of a hotel"])
def test_the_page_and_the_suggestions_are_no_error(filled, server, client, sickness):
    client.get("/en/search/?q=refunds")  # templates are read once
    server.fault = SICK[sickness]
    begun = time.monotonic()
    page = client.get("/en/search/?q=refunds")
    seconds = time.monotonic() - begun

    assert (page.status_code, NOTICE in page.content.decode()) == (200, True)
    assert seconds < IN_TIME
    assert client.get("/api/suggest/?q=refu").status_code == 200


def test_several_requests_of_one_page_share_the_time(filled, server):
    # Each request alone would be in time; a question that needs a second one is not.
    server.fault = faults.delayed(0.7)
    found, seconds = search("refunds nowhere")

    assert len([path for path in server.paths if path.endswith("_msearch")]) >= 2
    assert found.stood_in
    assert seconds < IN_TIME


def test_after_three_failures_it_is_left_alone_and_then_asked_once(filled, server, monkeypatch):
    server.fault = faults.status(500)
    for _each in range(3):
        search()
    asked = len(server.requests)
    for _each in range(5):
        search()
    assert len(server.requests) == asked

    monkeypatch.setattr(choice._breakers.of(""), "_until", 0.0)
    for _each in range(5):
        search()
    assert len(server.requests) == asked + 1


def test_readers_come_back_to_it_when_it_is_well_again(filled, server, monkeypatch):
    server.refuse()
    for _each in range(3):
        search()
    server.come_back()
    monkeypatch.setattr(choice._breakers.of(""), "_until", 0.0)
    time.sleep(1.1)  # the client leaves a dead host alone for a second

    assert [search()[0].stood_in for _each in range(2)] == [False, False]


def test_a_slow_server_holds_no_thread_back(filled, server):
    server.fault = faults.trickling
    times: list[float] = []
    engine = choice.engines()[-1]

    def read():
        begun = time.monotonic()
        with pytest.raises(EngineError), deadline(1.0):
            engine.search(SearchQuery("refunds", "en"))
        times.append(time.monotonic() - begun)

    threads = [threading.Thread(target=read) for _each in range(40)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(times), max(times) < 3.0) == (40, True)


class TestIndexes:
    def indexes(self):
        engine = server_engine()
        return engine._writer.indices, engine._indexes

    def test_a_missing_index_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("public", "en", 0))

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    def test_a_missing_language_does_not_stop_the_others(self, indexed, server):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("public", "fa", 0))
        fa = [search("بازپرداخت", "fa")[0].stood_in for _each in range(5)]
        en, _seconds = search()

        assert fa == [True] * 5
        assert (en.total, en.stood_in) == (4, False)

    def test_a_missing_alias_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        client.delete_alias(index=indexes.new_name("public", "en", 0), name=indexes.alias("public", "en", "read"))

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    def test_an_agent_gets_no_half_answer_when_the_internal_side_is_missing(self, indexed, server, agent_reader):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("internal", "en", 0))
        found = selectors.search_pages(SearchQuery("refunds", "en"), agent_reader)

        assert (found.total, found.stood_in) == (4, True)

    def test_a_red_index_is_stood_in_for_and_the_others_serve(self, indexed, server):
        client, indexes = self.indexes()
        name = indexes.new_name("public", "en", 0)
        client.delete(index=name)
        # No server has this name: the shard is never allotted.
        client.create(
            index=name,
            settings={"number_of_shards": 1, "index.routing.allocation.require._name": "nobody"},
            mappings={"_meta": {"made_by": "x"}},
            aliases={indexes.alias("public", "en", "read"): {}},
            wait_for_active_shards=0,
        )
        en, seconds = search()
        fa, _seconds = search("بازپرداخت", "fa")

        assert (en.total, en.stood_in, fa.total, fa.stood_in) == (4, True, 1, False)
        assert seconds < IN_TIME

    def test_a_partly_red_index_is_no_truth(self, indexed, server):
        client, indexes = self.indexes()
        engine = choice.engines()[-1]
        healthy = indexes.new_name("public", "en", 0)
        client.create(
            index=indexes.new_name("public", "en", 1),
            settings={"number_of_shards": 1, "index.routing.allocation.require._name": "nobody"},
            mappings={"_meta": {"made_by": "x"}},
            aliases={indexes.alias("public", "en", "read"): {}},
            wait_for_active_shards=0,
        )
        assert client.exists(index=healthy)
        with pytest.raises(EngineError, match=r"shard|search_phase"):
            engine.search(SearchQuery("refund", "en"))

    def test_an_index_that_is_not_ours_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        name = indexes.new_name("public", "en", 0)
        client.delete(index=name)
        client.create(index=name, aliases={indexes.alias("public", "en", "read"): {}})
        choice.reset()

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    @pytest.mark.parametrize("block", ["write", "read_only_allow_delete", "read_only"])
    def test_a_read_only_index_serves_and_what_it_does_not_take_waits(self, indexed, server, block):
        client, indexes = self.indexes()
        client.put_settings(index=indexes.new_name("public", "en", 0), settings={f"index.blocks.{block}": True})
        indexed.page("Refund times of today")
        outbox_process(by_hand=True)
        found, _seconds = search("today")
        waits = set(OutboxEntry.objects.values_list("engine", flat=True))
        client.put_settings(index=indexes.new_name("public", "en", 0), settings={f"index.blocks.{block}": None})

        assert (found.stood_in, found.total, waits) == (False, 0, {"elasticsearch"})
        outbox_process(by_hand=True)
        assert search("today")[0].total == 1


class TestWhatAnIndexStillHas:
    """Nothing reaches the index any more: whatever it has, readers see what the pages are now."""

    @pytest.fixture
    def frozen(self, indexed, server, monkeypatch):
        """Both engines stand still from now on."""
        client, indexes = server_engine()._writer.indices, server_engine()._indexes
        client.put_settings(index=[each.name for each in indexes.all()], settings={"index.blocks.write": True})
        monkeypatch.setattr("search.outbox._process_engine", lambda *_arguments: 0)
        return indexed

    def page_of(self, client, text="refund"):
        page = client.get(f"/en/search/?q={text}").content.decode()
        return {number for number in range(4) if f"times {number}" in page.replace("<mark>", "").replace("</mark>", "")}

    def one(self, number):
        return ArticlePage.objects.get(title=f"Refund times {number}")

    def test_all_are_there_before(self, frozen, client):
        assert self.page_of(client) == {0, 1, 2, 3}

    def test_an_unpublished_page_vanishes(self, frozen, client):
        self.one(0).unpublish()
        assert self.page_of(client) == {1, 2, 3}
        assert search("refund")[0].total == 3

    def test_a_deleted_page_vanishes(self, frozen, client):
        self.one(1).delete()
        assert self.page_of(client) == {0, 2, 3}

    def test_a_page_that_becomes_private_vanishes(self, frozen, client):
        PageViewRestriction.objects.create(page=self.one(2), restriction_type=PageViewRestriction.LOGIN)
        assert self.page_of(client) == {0, 1, 3}

    def test_a_page_that_becomes_the_agents_vanishes(self, frozen, client):
        page = self.one(3)
        page.audience = Audience.AGENT
        page.save_revision().publish()
        assert self.page_of(client) == {0, 1, 2}

    def test_a_page_that_moves_below_a_private_one_vanishes(self, frozen, client):
        private = frozen.page("Private")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        self.one(0).move(private, pos="last-child")
        assert self.page_of(client) == {1, 2, 3}

    def test_what_vanished_is_in_no_total_and_no_facet(self, frozen):
        self.one(0).unpublish()
        found, _seconds = search("refund")
        engine = choice.engines()[-1]
        counts = engine.search(without_waiting(SearchQuery("refund", "en"), engine)).counts["kind"]

        assert (found.stood_in, found.total, counts) == (False, 3, {"article": 3})

    def test_even_without_the_outbox_the_page_itself_decides(self, frozen, client):
        self.one(0).unpublish()
        OutboxEntry.objects.all().delete()
        assert self.page_of(client) == {1, 2, 3}

    def test_more_changes_than_can_be_named_are_left_to_the_database(self, frozen, monkeypatch):
        monkeypatch.setattr("search.preparation.MOST_WAITING", 2)
        for number in range(3):
            self.one(number).unpublish()
        found, _seconds = search("refund")

        assert (found.stood_in, found.total) == (True, 1)
        assert not choice._breakers.are_open("")

    def test_as_many_as_can_be_named_are_named_in_time(self, frozen):
        outbox_add(page_ids=range(1_000_000, 1_009_990), engine_name="elasticsearch")
        search("refund")
        found, seconds = search("refund")

        assert (found.stood_in, found.total) == (False, 4)
        assert seconds < IN_TIME
