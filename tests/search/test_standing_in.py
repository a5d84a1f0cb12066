"""When Elasticsearch is dead or talks nonsense, the database answers, and nothing is lost."""

import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import selectors
from search.engines import choice
from search.engines.breaker import FAILURES, Breaker, Breakers
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
