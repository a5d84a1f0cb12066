"""The first search of a process does not wait long for the words of its language."""

import threading
from types import SimpleNamespace

import pytest

from search.engines.deadline import deadline
from search.spelling import vocabulary
from search.spelling.vocabulary import Vocabulary, vocabulary_of

KNOWN = Vocabulary("1", {"refund": 0}, ["refund"])


@pytest.fixture
def slow(monkeypatch):
    """A load outside of transactions that ends when the test says so."""
    go = threading.Event()

    def loaded(language, version):
        assert go.wait(30)
        return KNOWN

    monkeypatch.setattr(vocabulary, "_loaded", loaded)
    monkeypatch.setattr(vocabulary, "current_version", lambda: "1")
    monkeypatch.setattr("search.spelling.vocabulary.connection", SimpleNamespace(in_atomic_block=False, close=lambda: None))
    vocabulary.forget()
    yield go
    go.set()
    for load in [*vocabulary._first_loads.values()]:
        load.join(30)
    vocabulary._first_loads.clear()
    vocabulary.forget()


def ended():
    vocabulary._first_loads["xx"].join(30)


def test_without_waiting_there_are_no_words_yet(slow):
    assert vocabulary_of("xx", seconds=0).places == {}


def test_the_next_search_has_them(slow):
    vocabulary_of("xx", seconds=0)
    slow.set()
    ended()
    assert vocabulary_of("xx", seconds=0) is KNOWN


def test_a_load_that_ends_in_time_is_waited_for(slow):
    slow.set()
    assert vocabulary_of("xx", seconds=30) is KNOWN


def test_the_deadline_is_kept(slow):
    with deadline(0):
        assert vocabulary_of("xx", seconds=30).places == {}


def test_one_load_serves_all_who_wait(slow):
    vocabulary_of("xx", seconds=0)
    first = vocabulary._first_loads["xx"]
    vocabulary_of("xx", seconds=0)
    assert vocabulary._first_loads["xx"] is first
