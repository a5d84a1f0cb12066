"""A real Elasticsearch behind a proxy that makes it dead, slow or mad: readers get their results from the database."""

from __future__ import annotations

import threading
import time

import pytest

from search.engines import choice
from search.engines.base import EngineError
from search.engines.breaker import FAILURES
from search.engines.deadline import deadline
from search.queries import SearchQuery
from tests.search import fault_server as faults
from tests.search.faults.asking import IN_TIME, search

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

NOTICE = "simpler mode"

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


def test_queries_that_the_server_refuses_do_not_switch_it_off(filled, server, monkeypatch):
    with monkeypatch.context() as patch:
        for name in ("LONGEST_TEXT", "MOST_WORDS"):
            patch.setattr(f"search.queries.{name}", 100_000)
        refused = [search("\ufdfa" * 300)[0].stood_in for _each in range(2 * FAILURES)]
    found, _seconds = search()

    assert refused == [True] * 2 * FAILURES
    assert not found.stood_in


def test_signs_that_stand_for_sentences_are_no_more_than_the_server_takes(filled, server):
    assert not search("\ufdfa" * 300)[0].stood_in


def test_a_server_that_calls_a_query_bad_is_asked_the_next_one(filled, server):
    server.fault = faults.status(400, "too_many_nested_clauses")
    assert [search()[0].stood_in for _each in range(2 * FAILURES)] == [True] * 2 * FAILURES
    server.fault = faults.none

    assert not search()[0].stood_in


def test_a_closed_index_is_no_fault_of_the_query(filled, server):
    server.fault = faults.status(400, "index_closed_exception")
    for _each in range(FAILURES):
        search()
    server.fault = faults.none

    assert search()[0].stood_in
