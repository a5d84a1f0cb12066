"""Statements that take long are told, without the values that were asked for."""

from __future__ import annotations

import logging

import pytest
from django.db import connection

from accounts.models import User
from operations.slow_queries import on_connection, shown, watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(settings):
    """A connection on which everything is slow."""
    settings.SANAD_SLOW_QUERY_MS = 0.0001
    with connection.execute_wrapper(watch):
        yield


def told(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "sanad.slow_queries"]


def test_a_slow_one_is_told(watched, caplog):
    list(User.objects.filter(email="reader@example.org"))
    assert "accounts_user" in told(caplog)[0]


def test_without_what_was_asked_for(watched, caplog):
    list(User.objects.filter(email="reader@example.org"))
    assert "reader" not in str(told(caplog))


def test_a_fast_one_is_not(watched, caplog, settings):
    settings.SANAD_SLOW_QUERY_MS = 60_000
    list(User.objects.all())
    assert told(caplog) == []


def test_one_that_fails_is_told_too(watched, caplog):
    from django.db import Error, transaction

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    assert any("no_such_table" in line for line in told(caplog))


def test_texts_within_a_statement_are_taken_out():
    assert shown("SELECT * FROM x WHERE name = 'Sara O''Hara' AND id IN (%s, %s, %s, %s, %s)") == (
        "SELECT * FROM x WHERE name = '…' AND id IN (%s, …)"
    )


def test_a_connection_is_watched_once(settings):
    settings.SANAD_SLOW_QUERY_MS = 500
    before = connection.execute_wrappers[:]
    try:
        on_connection(connection)
        on_connection(connection)
        assert connection.execute_wrappers.count(watch) == 1
    finally:
        connection.execute_wrappers[:] = before


def test_without_the_setting_none_is(settings):
    settings.SANAD_SLOW_QUERY_MS = 0
    on_connection(connection)
    assert watch not in connection.execute_wrappers


def test_it_is_a_warning(watched, caplog):
    with caplog.at_level(logging.WARNING):
        list(User.objects.all())
    assert {record.levelname for record in caplog.records if record.name == "sanad.slow_queries"} == {"WARNING"}
