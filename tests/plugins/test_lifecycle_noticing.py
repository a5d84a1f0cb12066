"""What changed on the disk is noticed: folders that are gone, versions that went up or down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins import active, lifecycle
from plugins.lifecycle import noticing
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


def test_a_plugin_that_was_not_there_at_the_start_is_noticed(one, folder):
    found = loaded().found.pop("one")
    try:
        assert noticing.notice_gone() == ["one"]
    finally:
        loaded().found["one"] = found


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
