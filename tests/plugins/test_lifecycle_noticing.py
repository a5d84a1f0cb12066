"""What changed on the disk is noticed: folders that are gone, versions that went up or down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from plugins import active, lifecycle
from plugins.lifecycle import noticing
from plugins.lifecycle.locking import lifecycle_lock
from plugins.loaded import loaded
from plugins.models import Plugin, PluginLogEntry, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    return settings.SANAD_PLUGINS


@pytest.fixture
def one(folder, make):
    config = make("one")
    lifecycle.activate("one")
    return config


def tables_are_of(version: str) -> None:
    """The database has the tables of this version, and this process knows it."""
    Plugin.objects.update(version=version)
    active.sync(force=True)


def test_what_is_there_stays_on(one):
    assert (noticing.notice_gone(), active.is_active("one")) == ([], True)


def test_a_removed_folder_switches_its_plugin_off(one, folder):
    shutil.rmtree(folder / "one")
    assert (noticing.notice_gone(), active.is_active("one")) == (["one"], False)


def test_a_removed_folder_is_reported(one, folder):
    shutil.rmtree(folder / "one")
    noticing.notice_gone()
    assert PluginLogEntry.objects.latest("pk").detail == "Its folder is gone."


def test_what_needs_the_removed_one_goes_off_too(one, folder, make):
    make("top", more='[requires.plugins]\none = ""')
    lifecycle.activate("top")
    shutil.rmtree(folder / "one")
    assert noticing.notice_gone() == ["top", "one"]


@pytest.fixture
def not_loaded(one):
    """A plugin that is active by the database, and that this process did not find at its start."""
    found = loaded().found.pop("one")
    yield
    loaded().found["one"] = found


def test_a_plugin_that_came_after_the_start_stays_on(not_loaded):
    assert (noticing.notice_gone(), Plugin.objects.get().state) == ([], State.ACTIVE)


def test_a_package_that_came_after_the_start_stays_on(not_loaded, folder, tmp_path, monkeypatch):
    shutil.rmtree(folder / "one")
    place = tmp_path / "site-packages"
    (place / "one_package").mkdir(parents=True)
    (place / "one-1.dist-info").mkdir()
    (place / "one-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: one\nVersion: 1\n")
    (place / "one-1.dist-info" / "entry_points.txt").write_text("[sanad.plugins]\none = one_package\n")
    (place / "one_package" / "__init__.py").touch()
    monkeypatch.syspath_prepend(place)
    monkeypatch.setattr(noticing, "_began", timezone.now())
    assert (noticing.notice_gone(), Plugin.objects.get().state) == ([], State.ACTIVE)


def test_what_another_machine_switched_on_stays_on_though_it_is_not_here(not_loaded, folder):
    shutil.rmtree(folder / "one")
    assert (noticing.notice_gone(), Plugin.objects.get().state) == ([], State.ACTIVE)


def test_what_was_removed_while_the_server_stood_still_is_noticed(not_loaded, folder, monkeypatch):
    shutil.rmtree(folder / "one")
    monkeypatch.setattr(noticing, "_began", timezone.now())
    assert noticing.notice_gone() == ["one"]


def test_when_all_plugins_are_away_nothing_is_switched_off(one, folder):
    shutil.rmtree(folder)
    assert (noticing.notice_gone(), Plugin.objects.get().state) == ([], State.ACTIVE)


def test_a_disabled_plugin_is_not_taken_for_removed(one, folder):
    loaded().broken["one"] = "DISABLE_PLUGINS names it."
    assert (noticing.notice_gone(), Plugin.objects.get().state) == ([], State.ACTIVE)


def test_a_newer_folder_is_followed(one):
    tables_are_of("0.9")
    assert (noticing.notice_versions(), Plugin.objects.get().version) == (["one"], "1.0")


def test_an_older_folder_pauses(one):
    tables_are_of("1.1")
    assert (noticing.notice_versions(), Plugin.objects.get().state) == (["one"], State.PAUSED)


def test_an_older_folder_says_which_versions(one):
    tables_are_of("1.1")
    noticing.notice_versions()
    assert Plugin.objects.get().paused_why == "Its folder is of version 1.0, older than its tables (1.1)."


def test_a_requirement_is_upgraded_before_what_needs_it(one, make):
    make("a_top", more='[requires.plugins]\none = ""')
    lifecycle.activate("a_top")
    tables_are_of("0.9")
    assert noticing.notice_versions() == ["one", "a_top"]


def test_a_must_use_plugin_gets_its_tables(folder, make, monkeypatch):
    make("one")
    active.sync(force=True)
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))
    assert (noticing.notice_versions(), Plugin.objects.get().state) == (["one"], State.INSTALLED)


def test_requests_look_in_time(one, folder, monkeypatch):
    monkeypatch.setattr(noticing, "_looked", 0.0)
    shutil.rmtree(folder / "one")
    noticing.notice_in_time()
    assert not active.is_active("one")


def test_requests_do_not_look_again_soon(one, folder, monkeypatch):
    monkeypatch.setattr(noticing, "_looked", 0.0)
    noticing.notice_in_time()
    shutil.rmtree(folder / "one")
    noticing.notice_in_time()
    assert active.is_active("one")


@pytest.fixture
def just_begun(monkeypatch):
    """A process that has not looked yet. Afterwards, its next look is due."""

    def again() -> None:
        monkeypatch.setattr(noticing, "_looked", 0.0)

    again()
    monkeypatch.setattr(noticing, "_versions_followed", False)
    return again


def test_a_process_that_just_began_follows_versions(one, just_begun):
    tables_are_of("0.9")
    noticing.notice_in_time()
    assert Plugin.objects.get().version == "1.0"


def test_versions_are_followed_later_when_the_first_look_was_in_vain(one, just_begun):
    tables_are_of("0.9")
    with lifecycle_lock():
        noticing.notice_in_time()
    just_begun()
    noticing.notice_in_time()
    assert Plugin.objects.get().version == "1.0"


def test_versions_are_followed_later_when_the_first_look_failed(one, just_begun, monkeypatch):
    tables_are_of("0.9")
    with monkeypatch.context() as broken:
        broken.setattr(noticing, "notice_gone", lambda: 1 / 0)
        noticing.notice_in_time()
    just_begun()
    noticing.notice_in_time()
    assert Plugin.objects.get().version == "1.0"


def test_versions_are_followed_once(one, just_begun):
    noticing.notice_in_time()
    tables_are_of("0.9")
    just_begun()
    noticing.notice_in_time()
    assert Plugin.objects.get().version == "0.9"
