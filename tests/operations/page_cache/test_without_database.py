"""The database goes away: readers get the pages as they were last known, and are told so."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError

from operations.page_cache import generation as module
from operations.page_cache.layer import NOTICE
from tests.operations.page_cache.conftest import end_now, forget

PATH = "/en/returns/send/"


@pytest.fixture
def database_down():
    """Takes the database away; `database_down.undo()` brings it back."""

    def away(*_arguments):
        raise OperationalError("could not connect to server")

    with pytest.MonkeyPatch.context() as patched:

        def take_away():
            patched.setattr(module, "token_read", away)

        take_away.undo = patched.undo  # type: ignore[attr-defined]
        yield take_away


def test_the_last_good_copy_is_sent_with_a_notice(door, article, database_down):
    before = door.ask(PATH)
    database_down()
    forget(door)
    got = door.ask(PATH)
    assert (got.status, got.text) == (200, before.text)
    assert "database does not answer" in got.headers[NOTICE]
    assert got.headers["Cache-Status"] == "sanad; hit; detail=database-down"


def test_it_is_sent_although_it_is_old(door, article, database_down, settings):
    door.ask(PATH)
    settings.SANAD_PAGE_CACHE_SECONDS = 0
    database_down()
    forget(door)
    assert door.ask(PATH).headers[NOTICE]


def test_a_page_of_an_older_generation_may_be_closed_now_and_is_not_sent(door, article, database_down):
    door.ask(PATH)
    end_now(door)
    door.ask("/en/")
    database_down()
    forget(door)
    assert NOTICE not in door.ask(PATH).headers


def test_not_for_ever(door, article, database_down, settings):
    door.ask(PATH)
    settings.SANAD_PAGE_CACHE_WITHOUT_DATABASE = 0
    database_down()
    forget(door)
    assert NOTICE not in door.ask(PATH).headers


def test_there_is_no_notice_when_it_is_back(door, article, database_down):
    door.ask(PATH)
    database_down()
    forget(door)
    assert NOTICE in door.ask(PATH).headers
    database_down.undo()
    forget(door)
    got = door.ask(PATH)
    assert (got.is_hit, NOTICE in got.headers) == (True, False)


def test_a_database_that_hangs_holds_up_one_reader_only(door, article, monkeypatch):
    """One asks and waits; the others go on with what is known, for it is a moment old."""
    from threading import Event, Thread

    door.ask(PATH)
    asked, answer = Event(), Event()

    def hang():
        asked.set()
        answer.wait(10)
        raise OperationalError("timeout")

    monkeypatch.setattr(module, "token_read", hang)
    door.cache.generation._asked = time.monotonic() - 1
    first = Thread(target=door.cache.generation.now)
    first.start()
    asked.wait(10)
    begun = time.monotonic()
    assert door.ask(PATH).is_hit
    assert time.monotonic() - begun < 0.2
    answer.set()
    first.join()
