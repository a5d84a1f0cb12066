"""`manage.py plugin`: what the screen can do, on the command line."""

from __future__ import annotations

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from plugins import active, lifecycle
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, PluginSettings, State

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("plugin", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def one(make):
    return make("one")


@pytest.fixture
def switched_on(one):
    lifecycle.activate("one")


@pytest.fixture
def inactive(switched_on):
    PluginSettings.objects.create(slug="one", values={"a": 1})
    lifecycle.deactivate("one")


def listed(slug: str) -> dict:
    return next(row for row in json.loads(run("list", "--json")) if row["slug"] == slug)


def test_a_new_plugin_is_listed_as_available(one):
    assert re.search(r"^one +available +1\.0$", run("list"), re.MULTILINE)


def test_an_active_plugin_is_listed_as_active(switched_on):
    assert (listed("one")["state"], listed("one")["in_force"]) == ("active", True)


def test_a_broken_plugin_is_listed_with_its_reason(switched_on):
    loaded().leave_out("one", LeftOut.BROKEN, "Its ready() failed.")
    assert (listed("one")["state"], listed("one")["reason"]) == ("broken", "Its ready() failed.")


def test_a_paused_plugin_is_listed_with_its_reason(switched_on):
    lifecycle.pause("one", "Too many failures.")
    assert (listed("one")["state"], listed("one")["reason"]) == ("paused", "Too many failures.")


def test_an_installed_plugin_without_a_folder_is_listed_as_missing(plugin_state):
    Plugin.objects.create(slug="gone", state=State.INSTALLED, version="1.0")
    assert (listed("gone")["state"], listed("gone")["reason"]) == ("missing", "Its folder is not here.")


def test_a_plugin_that_needs_an_upgrade_says_so(switched_on):
    Plugin.objects.update(version="0.9")
    active.sync(force=True)
    assert listed("one")["reason"] == "Its tables are of version 0.9: an upgrade is needed."


def test_a_plugin_older_than_its_tables_says_so(switched_on):
    Plugin.objects.update(version="1.1")
    active.sync(force=True)
    assert listed("one")["reason"] == "Its folder is of version 1.0, older than its tables (1.1): put the newer folder back."


def test_in_safe_mode_active_plugins_say_why_they_rest(switched_on):
    run("safe-mode", "on")
    assert listed("one")["reason"] == "Safe mode is on."


def test_a_state_narrows_the_list(switched_on, make):
    make("two")
    assert [line.split()[0] for line in run("list", "--state", "active").splitlines()] == ["one"]


def test_plugins_are_switched_on(one, make):
    make("two")
    run("activate", "one", "two")
    assert active.active_slugs() == {"one", "two"}


def test_plugins_are_switched_on_after_what_they_need(one, make):
    make("about", more='[requires.plugins]\none = ""')
    assert run("activate", "about", "one") == "one is active.\nabout is active.\n"


def test_a_refusal_is_an_error_with_the_reason(plugin_state):
    with pytest.raises(CommandError, match="There is no plugin 'nowhere'"):
        run("activate", "nowhere")


def test_a_plugin_is_switched_off(switched_on):
    assert (run("deactivate", "one"), active.is_active("one")) == ("one is not active.\n", False)


def test_a_cascade_is_asked_for(switched_on, make):
    make("top", more='[requires.plugins]\none = ""')
    lifecycle.activate("top")
    assert run("deactivate", "one", "--cascade") == "top is not active.\none is not active.\n"


def test_a_pause_keeps_its_reason(switched_on):
    run("pause", "one", "--why", "Until Monday.")
    assert Plugin.objects.get().paused_why == "Until Monday."


def test_what_is_not_active_is_not_paused(one):
    with pytest.raises(CommandError, match="one is not active"):
        run("pause", "one")


def test_a_paused_plugin_is_resumed(switched_on):
    run("pause", "one")
    run("resume", "one")
    assert active.is_active("one")


def test_an_upgrade_says_what_it_did(switched_on):
    Plugin.objects.update(version="0.9")
    assert run("upgrade") == "one was upgraded.\n"


def test_safe_mode_is_lifted(switched_on):
    run("safe-mode", "on")
    run("safe-mode", "off")
    assert active.is_active("one")


def test_info_tells_what_happened(switched_on):
    assert "activated" in run("info", "one")


def test_info_names_the_functions_that_a_plugin_adds(make):
    ready = "        from theme.slots import register_slot\n        register_slot('footer', words)\n"
    apps = "from plugins.config import PluginConfig\n\ndef words(context):\n    return ''\n\n"
    make("one", {"apps.py": f"{apps}class Config(PluginConfig):\n    def ready(self):\n{ready}"})
    assert "slot footer: sanad_plugins.one.apps.words" in run("info", "one")


def test_info_names_filters_and_actions(make):
    ready = "        from sanad import add_filter\n        add_filter('page_title', title, priority=7)\n"
    apps = "from plugins.config import PluginConfig\n\ndef title(title):\n    return title\n\n"
    make("one", {"apps.py": f"{apps}class Config(PluginConfig):\n    def ready(self):\n{ready}"})
    assert re.search(r"(?m)^Runs at +filter page_title \(7\)$", run("info", "one"))


def test_info_of_a_plugin_that_is_nowhere_is_an_error(plugin_state):
    with pytest.raises(CommandError, match="There is no plugin 'nowhere'"):
        run("info", "nowhere")


def test_uninstall_only_tells_without_yes(inactive):
    assert ("settings: 1" in run("uninstall", "one"), Plugin.objects.get().state) == (True, State.INSTALLED)


def test_uninstall_removes_with_yes(inactive):
    run("uninstall", "one", "--yes")
    assert (PluginSettings.objects.exists(), Plugin.objects.get().state) == (False, State.UNINSTALLED)


def test_uninstall_saves_the_data_before(inactive, tmp_path):
    run("uninstall", "one", "--yes", "--export", tmp_path / "one.zip")
    assert "settings.json" in ZipFile(tmp_path / "one.zip").namelist()


def test_without_a_place_for_the_export_nothing_is_removed(inactive, tmp_path):
    with pytest.raises(CommandError, match="Nothing was removed"):
        run("uninstall", "one", "--yes", "--export", tmp_path / "nowhere" / "one.zip")
    assert Plugin.objects.get().state == State.INSTALLED
