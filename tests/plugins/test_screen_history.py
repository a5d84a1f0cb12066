"""What was done to plugins is told: on the page of each, and for all of them on the list."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils import translation

from plugins import lifecycle
from plugins.admin import pages
from plugins.lifecycle import audit
from plugins.lifecycle.audit import Done
from plugins.models import PluginLogEntry

pytestmark = pytest.mark.django_db

LIST = "/admin/plugins/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    settings.VAR = tmp_path / "var"


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def history(response) -> str:
    shown = response.content.decode().partition('id="history-content"')[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", shown)))


def test_the_list_tells_what_was_done_to_all_plugins_at_once(admin, plugin_state, superuser):
    lifecycle.safe_mode(True, by=superuser)
    assert re.search("Safe mode switched on .* root", history(admin.get(LIST)))


def test_the_list_tells_what_was_done_to_each_by_name(admin, make):
    make("slow_river")
    lifecycle.activate("slow_river")
    assert "Activated Slow river" in history(admin.get(LIST))


def test_the_list_tells_of_plugins_that_are_gone(admin, plugin_state):
    audit.note("gone", Done.UNINSTALLED)
    assert "Uninstalled gone" in history(admin.get(LIST))


def test_nothing_is_told_where_nothing_was_done(admin, plugin_state):
    assert history(admin.get(LIST)) == ""


def test_a_plugin_s_page_tells_that_its_settings_were_changed(admin, make):
    make("one")
    audit.note("one", Done.SETTINGS_CHANGED, detail="text")
    assert "Settings changed" in admin.get(f"{LIST}one/").content.decode()


def test_what_a_later_version_has_done_is_told_as_it_stands(admin, plugin_state):
    PluginLogEntry.objects.create(slug="one", action="sent to the moon")
    assert "sent to the moon one" in history(admin.get(LIST))


def test_every_deed_has_words_of_its_own():
    with translation.override("en"):
        assert len({str(each.label) for each in Done}) == len(Done)


def test_a_search_does_not_read_the_folders_of_all_plugins(admin, make, monkeypatch):
    make("one")
    read: list[int] = []

    def look() -> list[str]:
        read.append(1)
        return []

    monkeypatch.setattr(pages, "changes_on_disk", look)
    assert "One" in admin.get(f"{LIST}list-results/?q=on").content.decode()
    assert read == []


def test_a_plugin_s_page_lists_its_folder_once(admin, make, monkeypatch):
    from plugins import files
    from plugins.admin import facts

    config = make("one")
    listed: list[Path] = []
    real = files.list_files

    def counted(folder):
        listed.append(folder)
        return real(folder)

    monkeypatch.setattr(files, "list_files", counted)
    monkeypatch.setattr(facts, "list_files", counted)
    admin.get(f"{LIST}one/")
    assert [str(each) for each in listed].count(config.path) == 1


def test_a_plugin_with_a_file_that_cannot_be_read_can_be_switched_on(make, monkeypatch):
    make("one")

    def refuse(self):
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    lifecycle.activate("one")
    assert PluginLogEntry.objects.get().action == Done.ACTIVATED
