"""Failures of plugins are kept, and whoever happens to be served meanwhile does not notice."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import transaction

from plugins import failures, lifecycle
from plugins.hooks.testing import isolated_hooks
from plugins.models import PluginFailure

pytestmark = pytest.mark.django_db
outside = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    failures.forget()
    with isolated_hooks(strict=False):
        yield
    failures._in_request.set(False)


@pytest.fixture(autouse=True)
def few_failures_allowed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SANAD_PLUGIN_FAILURES = 3
    monkeypatch.setattr(lifecycle, "pause", lambda *, slug, why: None)


def fail(slug: str = "alpha", where: str = "filter title", error: BaseException | None = None, times: int = 1) -> None:
    """Let a plugin fail; all at once, as a loop would."""
    for _ in range(times):
        failures.record(slug, where, error or ValueError("broken"))


def rows() -> list[tuple[str, str, str, int]]:
    return list(PluginFailure.objects.order_by("pk").values_list("slug", "where", "message", "count"))


@outside
def test_failure_outside_of_everything_is_written_at_once() -> None:
    fail()
    assert rows() == [("alpha", "filter title", "ValueError: broken", 1)]


@outside
def test_failure_in_a_transaction_is_written_after_it() -> None:
    with transaction.atomic():
        fail()
        during = rows()
    assert (during, len(rows())) == ([], 1)


@outside
def test_failure_in_a_transaction_that_is_undone_is_not_lost() -> None:
    with transaction.atomic():
        fail()
        transaction.set_rollback(True)
    failures.flush()
    assert len(rows()) == 1


@outside
def test_failure_in_a_request_is_written_at_its_end() -> None:
    request_started.send(sender=None)
    fail()
    during = rows()
    request_finished.send(sender=None)
    assert (during, len(rows())) == ([], 1)


@outside
def test_failures_are_written_once_a_second() -> None:
    fail()
    fail()
    assert [row[3] for row in rows()] == [1]


@outside
def test_equal_failures_are_written_in_one_row() -> None:
    with transaction.atomic():
        fail(times=2)
    assert [row[3] for row in rows()] == [2]


@outside
def test_enough_failures_to_pause_a_plugin_are_written_at_once() -> None:
    fail()
    fail(times=3)
    assert sum(row[3] for row in rows()) == 4


@outside
def test_other_failures_have_their_own_row() -> None:
    with transaction.atomic():
        fail()
        fail(where="action saved")
        fail(error=KeyError("x"))
        fail("beta")
    assert len(rows()) == 4


def write() -> None:
    failures.flush(force=True)


def test_row_has_the_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        fail(error=error)
    write()
    assert 'raise ValueError("broken")' in PluginFailure.objects.get().traceback


def test_text_that_no_database_takes_is_cleaned() -> None:
    fail(error=ValueError("a\0b\ud800c"))
    write()
    assert rows()[0][2] == "ValueError: ab?c"


def test_hostile_error_is_recorded() -> None:
    class HostileError(Exception):
        def __str__(self) -> str:
            raise SystemExit(3)

    fail(error=HostileError())
    write()
    assert "HostileError" in rows()[0][2]


def test_long_texts_are_cut() -> None:
    fail(error=ValueError("x" * 100_000))
    write()
    assert len(rows()[0][2]) <= failures.MOST_MESSAGE


def test_memory_does_not_grow_without_end() -> None:
    for number in range(3 * failures.MOST_PENDING):
        fail(error=ValueError(str(number)))
    write()
    assert (len(rows()) <= failures.MOST_PENDING + 1, sum(row[3] for row in rows())) == (True, 3 * failures.MOST_PENDING)


def test_table_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "MOST_ROWS", 5)
    for number in range(8):
        fail(error=ValueError(str(number)))
        write()
    assert [row[2] for row in rows()] == [f"ValueError: {number}" for number in range(3, 8)]


def test_failing_database_is_no_error(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(failures, "_store", lambda batch: 1 / 0)
    fail()
    write()
    assert [each.levelno for each in caplog.records] == [logging.WARNING]


def test_what_could_not_be_written_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    fail()
    with monkeypatch.context() as patch:
        patch.setattr(failures, "_store", lambda batch: 1 / 0)
        write()
    fail()
    write()
    assert [row[3] for row in rows()] == [2]
