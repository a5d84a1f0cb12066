"""`manage.py prepare`: one at a time, and not before the database is there."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from operations.preparing import NotReachable, database_wait, only_one


def test_a_second_one_waits_for_the_first(tmp_path, db):
    began = threading.Event()
    told: list[str] = []
    order: list[str] = []

    def first():
        with only_one(tmp_path, tell=told.append):
            began.set()
            time.sleep(0.5)
            order.append("first")
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    began.wait(20)
    with only_one(tmp_path, tell=told.append):
        order.append("second")
    other.join()
    assert order == ["first", "second"]
    assert told == ["Another process is preparing this site; waiting for it ..."]


def test_a_database_that_comes_later_is_waited_for(monkeypatch):
    attempts: list[int] = []
    told: list[str] = []

    def connect():
        attempts.append(1)
        if len(attempts) < 3:
            raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(connection, "ensure_connection", connect)
    database_wait(seconds=20, tell=told.append)
    assert (len(attempts), told) == (3, ["Waiting for the database ..."])


def test_a_database_that_never_comes_is_told_in_one_line(monkeypatch):
    def connect():
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(connection, "ensure_connection", connect)
    with pytest.raises(NotReachable, match=r"^The database does not answer: connection refused$"):
        database_wait(seconds=0, tell=lambda _text: None)
    with pytest.raises(CommandError, match="does not answer"):
        call_command("prepare", wait=0)
