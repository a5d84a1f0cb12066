"""When Elasticsearch is dead or talks nonsense, the database answers, and nothing is lost."""

import logging
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import selectors
from search.engines import choice
from search.engines.base import EngineError, SearchResult
from search.engines.breaker import FAILURES, Breaker, Breakers
from search.engines.deadline import seconds_left
from search.health import search_health
from search.models import OutboxEntry
from search.outbox import outbox_process
from search.queries import SearchQuery
from search.suggesting import suggest


@pytest.fixture
def dead_server(settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    choice.reset()
    yield
    choice.reset()


@pytest.fixture
def babbling_server(settings):
    """A server that answers everything with nonsense."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n")
                connection.sendall(b'Content-Length: 13\r\nConnection: close\r\n\r\n{"hits": null')

    threading.Thread(target=answer, daemon=True).start()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
    choice.reset()
    yield
    server.close()
    choice.reset()


@pytest.mark.django_db
class TestStandingIn:
    @pytest.mark.parametrize("server", ["dead_server", "babbling_server"])
    def test_the_database_answers_instead(self, request, center, anonymous, server):
        center.page("Refund times")
        center.settle()
        request.getfixturevalue(server)
        found = selectors.search_pages(SearchQuery("refunds", "en"), anonymous)

        assert ([hit.page.title for hit in found.hits], found.stood_in) == (["Refund times"], True)

    def test_the_reader_is_told(self, dead_server, center, client):
        assert "simpler mode" in client.get("/en/search/?q=refund").content.decode()

    def test_the_log_has_a_reason_and_not_the_query(self, dead_server, center, anonymous, caplog):
        with caplog.at_level(logging.WARNING):
            selectors.search_pages(SearchQuery("my secret name", "en"), anonymous)

        assert "elasticsearch failed (ConnectionError)" in caplog.text
        assert "secret" not in caplog.text

    def test_after_three_failures_the_server_is_left_alone(self, dead_server, center, anonymous, caplog):
        for _each in range(6):
            suggest("refund", "en", anonymous)

        assert caplog.text.count("elasticsearch failed") == 3

    def test_its_rows_wait_and_the_database_goes_on(self, dead_server, center, anonymous):
        center.page("Refund times")
        outbox_process(by_hand=True)

        assert set(OutboxEntry.objects.values_list("engine", "last_error")) == {("elasticsearch", "ConnectionError")}
        assert selectors.search_pages(SearchQuery("refunds", "en"), anonymous).total == 1

    def test_health_says_so(self, dead_server, center):
        ok, text = search_health()

        assert not ok
        assert "Elasticsearch: ConnectionError" in text


class TestBreakers:
    def test_a_failing_part_leaves_the_others_alone(self):
        breakers = Breakers()
        for _each in range(FAILURES):
            breakers.of("fa").failed()

        assert [breakers.are_open(part) for part in ("fa", "en", "")] == [True, False, False]

    def test_a_failing_whole_stops_every_part(self):
        breakers = Breakers()
        for _each in range(FAILURES):
            breakers.of("").failed()

        assert [breakers.are_open(part) for part in ("fa", "en", "")] == [True, True, True]

    def test_many_threads_get_one_try_between_them(self):
        breaker = Breaker(failures=1, pause=0.0)
        breaker.failed()
        breaker._pause = 60
        with ThreadPoolExecutor(16) as pool:
            tries = list(pool.map(lambda _number: breaker.is_open(), range(200)))

        assert tries.count(False) == 1

    def test_a_whole_that_is_left_alone_does_not_use_up_the_try_of_a_part(self):
        breakers = Breakers()
        for part in ("fa", ""):
            for _each in range(FAILURES):
                breakers.of(part).failed()
        breakers.of("fa")._until = 0.0
        assert breakers.are_open("fa")
        breakers.of("").worked()

        assert not breakers.are_open("fa")

    def test_a_part_that_is_left_alone_does_not_use_up_the_try_of_the_whole(self):
        breakers = Breakers()
        for part in ("fa", ""):
            for _each in range(FAILURES):
                breakers.of(part).failed()
        breakers.of("")._until = 0.0
        assert breakers.are_open("fa")

        assert not breakers.are_open("en")


class TestBreaker:
    def test_it_opens_after_some_failures_in_a_row(self):
        breaker = Breaker(failures=2, pause=60)
        breaker.failed()
        assert not breaker.is_open()
        breaker.failed()
        assert breaker.is_open()

    def test_an_answer_closes_it(self):
        breaker = Breaker(failures=1, pause=60)
        breaker.failed()
        breaker.worked()
        assert not breaker.is_open()

    def test_after_the_pause_one_question_is_let_through(self):
        breaker = Breaker(failures=1, pause=0.0)
        breaker.failed()
        breaker._pause = 60
        assert [breaker.is_open(), breaker.is_open()] == [False, True]


class Fake:
    """An engine that takes longer than it may for some texts."""

    def __init__(self, name, late=lambda _text: False):
        self.name, self.late, self.patience, self.asked = name, late, 0.02, []

    def search(self, query, other_languages=()):
        self.asked.append(query.text)
        if self.late(query.text):
            time.sleep(seconds_left() or 0.0)
            raise EngineError("timed out on the server")
        return SearchResult()


class TestCostlyTexts:
    @pytest.fixture(autouse=True)
    def fresh(self):
        choice.reset()
        yield
        choice.reset()

    @pytest.fixture
    def engine(self, monkeypatch):
        engine = Fake("preferred", late=lambda text: text == "costly")
        monkeypatch.setattr(choice, "engines", lambda: [Fake("fallback"), engine])
        return engine

    def stood_in(self, text):
        """Search, and wait for what is tried in the background."""
        _found, stood_in = choice.answer(lambda engine: engine.search(SearchQuery(text, "en")), "en")
        end = time.monotonic() + 10
        while choice._trying.locked() and time.monotonic() < end:
            time.sleep(0.005)
        return stood_in

    def test_a_text_that_takes_too_long_does_not_switch_the_engine_off(self, engine):
        assert [self.stood_in("costly") for _each in range(2 * FAILURES)] == [True] * 2 * FAILURES

        assert not self.stood_in("plain")

    def test_an_engine_that_is_late_for_every_text_is_left_alone(self, engine):
        engine.late = lambda _text: True
        for _each in range(FAILURES):
            self.stood_in("costly")
        asked = len(engine.asked)

        assert self.stood_in("plain")
        assert len(engine.asked) == asked

    def test_an_engine_that_fails_at_once_is_not_asked_once_more(self, engine):
        def broken(_query, _others=()):
            engine.asked.append("")
            raise EngineError("ConnectionError")

        engine.search = broken
        for _each in range(FAILURES):
            self.stood_in("plain")

        assert len(engine.asked) == FAILURES
