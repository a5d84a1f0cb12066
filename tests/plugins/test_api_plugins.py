"""The life cycle of plugins for programs."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from plugins import active, lifecycle
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, PluginLogEntry, State
from plugins.testing import plugin_write

pytestmark = pytest.mark.django_db

LIST = "/api/plugins/"
CHANGES = ["activate", "deactivate", "pause", "resume"]


@pytest.fixture(autouse=True)
def one(make, settings, tmp_path):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    return make("one")


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def post(client: Client, path: str, **body):
    return client.post(f"{LIST}{path}/", json.dumps(body), content_type="application/json")


def test_strangers_are_refused(client):
    assert client.get(LIST).status_code == 401


def test_an_editor_is_refused(client, editor):
    client.force_login(editor)
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("change", CHANGES)
def test_an_editor_changes_nothing(client, editor, change):
    client.force_login(editor)
    assert (post(client, f"one/{change}").status_code, Plugin.objects.exists()) == (403, False)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_changed_without_the_token_against_forged_requests(superuser, change):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(superuser)
    assert (post(strict, f"one/{change}").status_code, Plugin.objects.exists()) == (403, False)


def test_plugins_are_listed(admin):
    assert [(each["slug"], each["state"]) for each in admin.get(LIST).json()] == [("one", "available")]


def test_a_state_narrows_the_list(admin, make):
    make("two")
    lifecycle.activate("two")
    assert [each["slug"] for each in admin.get(LIST, {"state": "active"}).json()] == ["two"]


def test_one_plugin_is_told(admin):
    loaded().leave_out("one", LeftOut.BROKEN, "It failed.")
    found = admin.get(f"{LIST}one/").json()
    assert (found["state"], found["reason"], found["in_force"]) == ("broken", "It failed.", False)


@pytest.fixture
def new(settings, tmp_path):
    """A folder that came after this process had loaded the plugins."""
    settings.SANAD_PLUGINS = tmp_path / "later"
    plugin_write(settings.SANAD_PLUGINS, "parcel")


def test_a_plugin_whose_folder_is_new_is_told(admin, new):
    found = admin.get(f"{LIST}parcel/").json()
    assert (found["state"], found["version"], found["in_force"], found["reason"]) == ("available", "1.0", False, "")
    assert [each["slug"] for each in admin.get(LIST).json()] == ["one", "parcel"]


def test_a_new_folder_with_mistakes_says_which(admin, new, settings):
    (settings.SANAD_PLUGINS / "parcel" / "plugin.toml").write_text("[plugin]\n")
    found = admin.get(f"{LIST}parcel/").json()
    assert (found["state"], bool(found["reason"])) == ("invalid", True)


def test_a_plugin_whose_folder_is_new_is_switched_on_after_a_restart(admin, new):
    response = post(admin, "parcel/activate")
    assert (response.status_code, "restart" in response.json()["detail"][0]) == (409, True)


def test_an_unknown_plugin_is_not_found(admin):
    assert (admin.get(f"{LIST}nowhere/").status_code, post(admin, "nowhere/activate").status_code) == (404, 404)


def test_a_plugin_is_activated(admin, superuser):
    found = post(admin, "one/activate").json()
    assert (found["in_force"], PluginLogEntry.objects.get().user_id) == (True, superuser.pk)


def test_a_refusal_says_why(admin):
    response = post(admin, "one/resume")
    assert (response.status_code, response.json()) == (409, {"detail": ["one is not paused."]})


def test_a_plugin_is_deactivated(admin):
    lifecycle.activate("one")
    assert post(admin, "one/deactivate").json()["state"] == "inactive"


def test_a_cascade_is_asked_for(admin, make):
    make("top", more='[requires.plugins]\none = ""')
    lifecycle.activate("one")
    lifecycle.activate("top")
    refused = post(admin, "one/deactivate").status_code
    post(admin, "one/deactivate", cascade=True)
    assert (refused, active.is_active("one")) == (409, False)


def test_a_plugin_is_paused_with_a_reason_and_goes_on(admin):
    lifecycle.activate("one")
    paused = post(admin, "one/pause", why="Until Monday.").json()
    assert (paused["reason"], post(admin, "one/resume").json()["state"]) == ("Until Monday.", State.ACTIVE)
