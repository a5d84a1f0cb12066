"""The database is locked, slow or away: readers are told so in words, nothing is lost, and it mends itself."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from tests.faults.conftest import Rows, Site

pytestmark = pytest.mark.timeout(900)


class Locked:
    """Another process writes, and does not come to an end."""

    def __init__(self, database: Path) -> None:
        self.connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False, timeout=20)

    def __enter__(self) -> Locked:
        self.connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.execute("ROLLBACK")
        self.connection.close()


def test_while_another_writes_readers_read_and_writers_wait(site: Site, rows: Rows, database: Path, article_id: int) -> None:
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    site.ask("/en/orders/returns/")
    got: list[int] = []
    writer = threading.Thread(
        target=lambda: got.append(site.ask(path, data={**fields, "answer": "yes"}, cookie=cookie)[0]), daemon=True
    )
    with Locked(database):
        writer.start()
        for _number in range(5):
            status, text, _headers = site.ask("/en/orders/returns/")
            assert status == 200, text
        time.sleep(1)
        assert got == []
    writer.join(timeout=60)
    assert got == [303]
    assert rows("SELECT count(*) FROM feedback_vote") == [(1,)]


def test_a_lock_that_lasts_is_said_in_words_and_over_with_it(site: Site, rows: Rows, database: Path, article_id: int) -> None:
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    with Locked(database):
        status, text, headers = site.ask(path, data={**fields, "answer": "yes"}, cookie=cookie)
        assert status == 503
        assert headers["Retry-After"] == "30"
        assert "Something broke on our side" in text
        assert "locked" not in text
    assert rows("SELECT count(*) FROM feedback_vote") == [(0,)]
    assert site.ask(path, data={**fields, "answer": "yes"}, cookie=cookie)[0] == 303


def test_a_slow_database_holds_up_nobody_but_who_asks_it(site: Site, database: Path, article_id: int) -> None:
    """Three wait for the lock; what needs no writing is answered beside them."""
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    with Locked(database):
        waiting = [
            threading.Thread(target=site.ask, args=(path,), kwargs={"data": {**fields, "answer": "yes"}, "cookie": cookie})
            for _number in range(3)
        ]
        for each in waiting:
            each.start()
        begun = time.monotonic()
        assert site.ask("/en/orders/returns/", address="198.51.100.9")[0] == 200
        took = time.monotonic() - begun
        assert any(each.is_alive() for each in waiting), took
    for each in waiting:
        each.join(timeout=60)


@pytest.fixture
def away() -> Any:
    """Every query fails, as when the server was stopped."""

    def fail(error: type[Exception]) -> Any:
        def refuse(*_arguments: object) -> None:
            raise error("server closed the connection unexpectedly: host=db.internal user=sanad")

        return connection.execute_wrapper(refuse)

    return fail


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_without_a_database_pages_say_so(client: Client, home: Any, customer: Any, away: Any, error: type[Exception]) -> None:
    client.force_login(customer)
    client.raise_request_exception = False
    with away(error):
        answers = {path: client.get(path) for path in ("/en/", "/ar/", "/en/orders/", "/en/agents/")}
        health = client.get("/healthz/")
    for path, answer in answers.items():
        assert answer.status_code == 503, path
        assert int(answer["Retry-After"]) > 0
        assert answer["Cache-Control"] == "no-store"
        assert "db.internal" not in answer.content.decode()
        assert (
            answer["Content-Security-Policy"].startswith("default-src 'none'")
            or "default-src 'none'" in answer["Content-Security-Policy"]
        )
        assert not answer.cookies
    assert 'dir="rtl"' in answers["/ar/"].content.decode()
    assert health.status_code == 503
    assert "db.internal" not in health.content.decode()
    assert client.get("/en/").status_code == 200


@pytest.mark.django_db
def test_what_needs_no_database_goes_on(client: Client, home: Any, away: Any) -> None:
    with away(OperationalError):
        for path in ("/robots.txt", "/brand/b3541e.css", "/search/widget.css", "/.well-known/change-password"):
            assert client.get(path).status_code in (200, 302), path


@pytest.mark.django_db
def test_a_fault_of_our_own_is_not_called_the_databases(client: Client, home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ImproperlyConfigured("of ours")

    client.raise_request_exception = False
    monkeypatch.setattr("home.models.HomePage.serve", broken)
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer
