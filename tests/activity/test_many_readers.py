"""A hundred readers at once, on a database file in its usual mode: all of them are counted, and none waits in vain."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from activity import recording
from activity.models import Seen
from tests.activity.conftest import tell

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no lock on the whole file"),
]
READERS = 100


@pytest.fixture
def on_file(article, tmp_path):
    """The database in a file, as on a server; threads that enter it see nothing of the test's transaction."""
    path = tmp_path / "site.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    wrapper = type(connections["default"])
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    described = {**connection.settings_dict, "NAME": str(path), "OPTIONS": options}

    def enter():
        connections["default"] = wrapper(described, "default")

    return enter


def together(enter, ask):
    """Ask from as many threads as there are readers, all at the same moment."""
    barrier = threading.Barrier(READERS)

    def one(number):
        enter()
        try:
            barrier.wait()
            return ask(number)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(READERS) as threads:
        return list(threads.map(one, range(READERS)))


def in_file(enter, ask):
    def asked():
        enter()
        try:
            return ask()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asked).result()


def test_a_hundred_readers_at_once_are_a_hundred(article, on_file):
    answers = together(on_file, lambda number: tell(article.pk, ip=f"192.0.2.{number}").status_code)
    in_file(on_file, recording.rows_write)
    # A slow machine may keep some waiting for the next write; none is lost.
    assert (set(answers), in_file(on_file, Seen.objects.count)) == ({204}, READERS)


def test_one_reader_a_hundred_times_at_once_is_one(article, on_file):
    together(on_file, lambda _number: tell(article.pk))
    in_file(on_file, recording.rows_write)
    assert in_file(on_file, Seen.objects.count) == 1
