"""Which plugins are in force, as the database says it and this process can have it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from plugins import active
from plugins.loaded import note_broken
from plugins.middleware import active_plugins
from plugins.models import Epoch, Plugin, State
from plugins.testing import activate_for_tests

pytestmark = pytest.mark.django_db


def switched_elsewhere(slug: str, state: State = State.ACTIVE, **fields) -> None:
    """What another process does."""
    Plugin.objects.update_or_create(slug=slug, defaults={"state": state, **fields})
    active.epoch_raise()


def test_nothing_is_active_on_a_new_site(plugin_state):
    assert active.active_slugs() == frozenset()


def test_the_core_is_always_active(plugin_state):
    assert active.is_active("")


def test_a_plugin_that_another_process_switched_on_is_active_here(make):
    make("one")
    switched_elsewhere("one")
    active.sync(force=True)
    assert active.is_active("one")


def test_within_the_interval_nobody_asks(make):
    make("one")
    active.sync(force=True)
    switched_elsewhere("one")
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=60), CaptureQueriesContext(connection) as queries:
        active.sync()
    assert (len(queries), active.is_active("one")) == (0, False)


def test_when_nothing_changed_it_takes_one_query(make):
    make("one")
    active.sync(force=True)
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=0), CaptureQueriesContext(connection) as queries:
        active.sync()
    assert len([each for each in queries.captured_queries if each["sql"].startswith("SELECT")]) == 1


def test_after_the_interval_a_change_is_seen(make):
    make("one")
    active.sync(force=True)
    switched_elsewhere("one")
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=0):
        active.sync()
    assert active.is_active("one")


def test_a_number_given_twice_after_a_rollback_is_still_a_change(make):
    make("one")
    switched_elsewhere("one")
    active.sync(force=True)
    number = Epoch.objects.get().number
    switched_elsewhere("one", State.INSTALLED)
    Epoch.objects.update(number=number)
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=0):
        active.sync()
    assert not active.is_active("one")


def test_without_the_database_all_stays_as_it_was(make):
    make("one")
    switched_elsewhere("one")
    active.sync(force=True)
    with connection.execute_wrapper(lambda *_args: (_ for _ in ()).throw(OSError("away"))):
        active.sync(force=True)
    assert active.is_active("one")


@pytest.mark.parametrize("state", [State.INSTALLED, State.PAUSED, State.UNINSTALLED])
def test_any_other_state_is_not_active(make, state):
    make("one")
    switched_elsewhere("one", state)
    active.sync(force=True)
    assert not active.is_active("one")


def test_a_broken_plugin_is_taken_away(make):
    make("one")
    switched_elsewhere("one")
    note_broken("one", "Its ready() failed.")
    active.sync(force=True)
    assert not active.is_active("one")


def test_what_is_not_loaded_here_is_not_active(plugin_state):
    switched_elsewhere("elsewhere")
    active.sync(force=True)
    assert not active.is_active("elsewhere")


def test_code_of_another_version_than_the_tables_is_not_in_force(make):
    make("one", version="1.1")
    switched_elsewhere("one", version="1.0")
    active.sync(force=True)
    assert not active.is_active("one")


def test_what_needs_a_plugin_that_is_away_is_away_too(make):
    make("base")
    make("top", more='[requires.plugins]\nbase = ">=1"')
    switched_elsewhere("base", State.PAUSED)
    switched_elsewhere("top")
    active.sync(force=True)
    assert not active.is_active("top")


def test_safe_mode_takes_all_away(make):
    make("one")
    switched_elsewhere("one")
    active.epoch_raise(safe_mode=True)
    active.sync(force=True)
    assert active.active_slugs() == frozenset()


def test_listeners_are_told_what_is_active(make, monkeypatch):
    told: list[frozenset[str]] = []
    monkeypatch.setattr(active, "_listeners", [told.append])
    make("one")
    switched_elsewhere("one")
    active.sync(force=True)
    assert told[-1] == {"one"}


def test_a_failing_listener_does_not_keep_the_others_from_it(plugin_state, monkeypatch):
    told: list[frozenset[str]] = []
    monkeypatch.setattr(active, "_listeners", [lambda _now: 1 / 0, told.append])
    active.tell()
    assert told == [frozenset()]


def test_tests_switch_on_without_the_database(plugin_state):
    with activate_for_tests("one"):
        assert active.active_slugs() == {"one"}


def test_after_such_a_block_all_is_as_before(plugin_state):
    with activate_for_tests("one"):
        pass
    assert active.active_slugs() == frozenset()


def test_a_request_follows_the_database(make, rf):
    make("one")
    active.sync(force=True)
    switched_elsewhere("one")
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=0):
        assert active_plugins(lambda _request: HttpResponse(str(active.is_active("one"))))(rf.get("/")).content == b"True"


def test_a_request_costs_one_query_when_nothing_changed(make, rf):
    make("one")
    middleware = active_plugins(lambda _request: HttpResponse())
    middleware(rf.get("/"))
    with override_settings(SANAD_PLUGIN_SYNC_SECONDS=0), CaptureQueriesContext(connection) as queries:
        middleware(rf.get("/"))
    assert len([each for each in queries.captured_queries if each["sql"].startswith("SELECT")]) == 1


class SlowForOneThread:
    """A lock for which one thread has to wait: it says so, and then waits for a word."""

    def __init__(self) -> None:
        self.lock, self.waits, self.goes_on = threading.RLock(), threading.Event(), threading.Event()
        self.slow: threading.Thread | None = None

    def __enter__(self) -> None:
        if threading.current_thread() is self.slow:
            self.waits.set()
            assert self.goes_on.wait(20)
        self.lock.acquire()

    def __exit__(self, *_error: object) -> None:
        self.lock.release()


@pytest.mark.django_db(transaction=True)
def test_a_slower_thread_does_not_take_the_process_back(make, monkeypatch, settings):
    settings.SANAD_PLUGIN_SYNC_SECONDS = 0
    make("one")
    active.sync(force=True)
    switched_elsewhere("one")

    def follow() -> None:
        active.sync()
        connection.close()

    lock = SlowForOneThread()
    lock.slow = threading.Thread(target=follow)
    monkeypatch.setattr(active, "_lock", lock)
    lock.slow.start()
    assert lock.waits.wait(20)  # it knows by now that something has changed
    switched_elsewhere("one", State.INSTALLED)
    active.sync(force=True)
    lock.goes_on.set()
    lock.slow.join()
    assert not active.is_active("one")
