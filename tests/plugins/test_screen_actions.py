"""What is done from the screen: by POST only, by whom, and what is answered."""

from __future__ import annotations

import hashlib
import io
import re
from html import unescape
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from plugins import active, lifecycle
from plugins.discovery import find_plugin
from plugins.journal import strikes
from plugins.lifecycle.locking import lifecycle_lock
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, PluginLogEntry, PluginSettings, State
from plugins.store import read_json, write_json
from plugins.upload import placing
from tests.plugins.uploads import plugin_files, zipped

pytestmark = pytest.mark.django_db

LIST = "/admin/plugins/"
CHANGES = [
    "one/activate",
    "one/deactivate",
    "one/pause",
    "one/resume",
    "one/try-again",
    "one/put-back",
    "bulk-action",
    "server-reload",
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    settings.VAR = tmp_path / "var"
    settings.SANAD_PLUGIN_UPLOAD = True


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def manager(client, editor):
    group = Group.objects.create(name="Plugin managers")
    group.permissions.set(Permission.objects.filter(content_type__app_label="plugins", codename="change_plugin"))
    editor.groups.add(group)
    client.force_login(editor)
    return client


@pytest.fixture
def one(make):
    return make("one")


@pytest.fixture
def base_and_top(make):
    make("base")
    make("top", more='[requires.plugins]\nbase = ""')


def text(response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", response.content.decode())))


def post(client: Client, path: str, **data) -> str:
    """What is told after a POST, on the page it leads to."""
    return text(client.post(f"{LIST}{path}/", data, follow=True))


def state(slug: str) -> str:
    return Plugin.objects.get(slug=slug).state


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_is_changed_by_following_a_link(admin, one, path):
    assert admin.get(f"{LIST}{path}/").status_code == 405


@pytest.mark.parametrize("path", [*CHANGES, "one/uninstall", "upload-zip"])
def test_nothing_is_changed_without_the_token_against_forged_requests(superuser, one, path):
    Plugin.objects.create(slug="one", version="1.0")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(superuser)
    assert strict.post(f"{LIST}{path}/", {"confirmation": "one"}).status_code == 403


@pytest.mark.parametrize("path", [*CHANGES, "one/uninstall", "upload-zip"])
def test_an_editor_can_change_nothing(client, editor, one, path):
    Plugin.objects.create(slug="one", version="1.0")
    client.force_login(editor)
    before = list(PluginLogEntry.objects.values())
    response = client.post(f"{LIST}{path}/", {"confirmation": "one"})
    assert (response.status_code, response["Location"], list(PluginLogEntry.objects.values())) == (302, "/admin/", before)


@pytest.mark.parametrize("path", ["one/try-again", "one/put-back", "server-reload", "upload-zip", "one/uninstall"])
def test_what_touches_the_server_or_the_data_is_not_for_everybody_who_switches_plugins(manager, one, path):
    Plugin.objects.create(slug="one", version="1.0")
    assert manager.post(f"{LIST}{path}/", {"confirmation": "one"})["Location"] == "/admin/"


def test_a_plugin_is_activated(manager, one):
    told = post(manager, "one/activate")
    assert (state("one"), "Activated: One ." in told) == (State.ACTIVE, True)


def test_whoever_did_it_is_in_the_log(admin, one, superuser):
    post(admin, "one/activate")
    assert PluginLogEntry.objects.get().user_id == superuser.pk


def test_activating_twice_does_no_harm(admin, one):
    post(admin, "one/activate")
    assert "Activated: One ." in post(admin, "one/activate")


def test_a_refusal_says_why(admin, one):
    with lifecycle_lock():
        assert "Another change of plugins is under way" in post(admin, "one/activate")


def test_the_way_back_leads_to_where_one_was(admin, one):
    response = admin.post(f"{LIST}one/activate/", {"next": f"{LIST}?state=inactive"})
    assert response["Location"] == f"{LIST}?state=inactive"


def test_the_way_back_leads_to_no_other_site(admin, one):
    response = admin.post(f"{LIST}one/activate/", {"next": "https://example.org/"})
    assert response["Location"] == LIST


def test_a_plugin_is_deactivated(admin, one):
    lifecycle.activate("one")
    told = post(admin, "one/deactivate")
    assert (state("one"), "Deactivated: One . All data is kept." in told) == (State.INSTALLED, True)


def test_what_is_needed_is_asked_for_before_it_is_activated(admin, base_and_top):
    told = post(admin, "top/activate")
    assert ("It needs other plugins" in told, "Base" in told, Plugin.objects.exists()) == (True, True, False)


def test_what_is_needed_is_activated_with_it_when_it_is_meant(admin, base_and_top):
    post(admin, "top/activate", **{"with-others": "yes"})
    assert active.active_slugs() == {"base", "top"}


def test_what_others_need_is_asked_for_before_it_is_deactivated(admin, base_and_top):
    post(admin, "top/activate", **{"with-others": "yes"})
    told = post(admin, "base/deactivate")
    assert ("Other plugins need it" in told, "Top" in told, set(active.active_slugs())) == (True, True, {"base", "top"})


def test_what_needs_it_is_deactivated_with_it_when_it_is_meant(admin, base_and_top):
    post(admin, "top/activate", **{"with-others": "yes"})
    post(admin, "base/deactivate", **{"with-others": "yes"})
    assert active.active_slugs() == set()


def test_that_a_must_use_plugin_cannot_be_paused_is_told(admin, one, monkeypatch):
    lifecycle.activate("one")
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))
    assert "only the setting SANAD_MUST_USE_PLUGINS can switch it off" in post(admin, "one/pause")


def test_a_plugin_is_paused_and_goes_on(admin, one):
    lifecycle.activate("one")
    post(admin, "one/pause")
    paused = state("one")
    post(admin, "one/resume")
    assert (paused, state("one")) == (State.PAUSED, State.ACTIVE)


def test_several_are_activated_in_an_order_in_which_they_can(admin, base_and_top):
    told = post(admin, "bulk-action", action="activate", slug=["top", "base"])
    assert "Activated: Base , Top ." in told


def test_several_are_deactivated_in_an_order_in_which_they_can(admin, base_and_top):
    post(admin, "bulk-action", action="activate", slug=["top", "base"])
    post(admin, "bulk-action", action="deactivate", slug=["base", "top"])
    assert active.active_slugs() == set()


def test_of_several_each_result_is_told(admin, one, make):
    make("two")
    loaded().leave_out("two", LeftOut.BROKEN, "It cannot be imported.")
    told = post(admin, "bulk-action", action="activate", slug=["one", "two"])
    assert ("Activated: One ." in told, "Two : Technical details: It cannot be imported." in told) == (True, True)


@pytest.mark.parametrize("data", [{"action": "activate"}, {"slug": ["one"]}, {"action": "uninstall", "slug": ["one"]}])
def test_a_bulk_action_without_sense_changes_nothing(admin, one, data):
    told = post(admin, "bulk-action", **data)
    assert ("Choose an action" in told, Plugin.objects.exists()) == (True, False)


@pytest.fixture
def kept(one):
    lifecycle.activate("one")
    PluginSettings.objects.create(slug="one", values={"colour": "green"})
    lifecycle.deactivate("one")


def test_an_uninstall_shows_what_goes(admin, kept):
    assert "Settings in 1 set" in text(admin.get(f"{LIST}one/uninstall/"))


def test_an_uninstall_wants_the_slug_typed(admin, kept):
    told = post(admin, "one/uninstall", confirmation="two")
    assert ("Nothing was removed" in told, PluginSettings.objects.count()) == (True, 1)


def test_an_uninstall_removes_what_the_plugin_keeps(admin, kept):
    post(admin, "one/uninstall", confirmation="one")
    assert (state("one"), PluginSettings.objects.count()) == (State.UNINSTALLED, 0)


def test_what_is_active_is_not_uninstalled(admin, one):
    lifecycle.activate("one")
    told = post(admin, "one/uninstall", confirmation="one")
    assert ("one is active: switch it off first." in told, state("one")) == (True, State.ACTIVE)


def test_what_is_not_installed_cannot_be_uninstalled(admin, one):
    assert admin.get(f"{LIST}one/uninstall/").status_code == 404


def test_the_data_can_be_taken_along(admin, kept):
    response = admin.get(f"{LIST}one/export/")
    assert "green" in ZipFile(io.BytesIO(response.content)).read("settings.json").decode()


def test_settings_that_may_be_secret_are_only_for_superusers(client, editor, kept):
    group = Group.objects.create(name="Removers of plugins")
    wanted = ("change_plugin", "delete_plugin")
    group.permissions.set(Permission.objects.filter(content_type__app_label="plugins", codename__in=wanted))
    editor.groups.add(group)
    client.force_login(editor)
    response = client.get(f"{LIST}one/export/")
    assert "green" not in ZipFile(io.BytesIO(response.content)).read("settings.json").decode()


def test_the_data_is_not_for_everybody_who_switches_plugins(manager, kept):
    assert manager.get(f"{LIST}one/export/").status_code == 302


def test_another_try_forgets_verdict_and_strikes(admin, one, settings):
    state_folder, folder = settings.VAR / "plugins", str(loaded().found["one"].folder)
    entry = {"stamp": "x", "count": 2, "at": 0, "stage": "its models"}
    write_json(state_folder / "verdicts.json", {folder: {"reason": "It failed."}})
    write_json(state_folder / "strikes.json", {"one": entry})
    post(admin, "one/try-again")
    assert (read_json(state_folder / "verdicts.json"), strikes(state_folder, {"one": "x"})) == ({}, {})


def test_a_server_that_cannot_be_reloaded_says_so(admin, monkeypatch):
    monkeypatch.setattr("plugins.admin.serving.reload_ask", lambda: False)
    assert "cannot be reloaded from here" in post(admin, "server-reload")


def test_a_server_that_can_be_reloaded_is_asked(admin, monkeypatch):
    monkeypatch.setattr("plugins.admin.serving.reload_ask", lambda: True)
    assert "The server is reloading" in post(admin, "server-reload")


@pytest.mark.parametrize("path", ["upload-zip", "one/put-back"])
def test_uploads_are_off_unless_the_deployer_allows_them(admin, one, settings, path):
    settings.SANAD_PLUGIN_UPLOAD = False
    assert admin.post(f"{LIST}{path}/")["Location"] == "/admin/"


def upload(client: Client, file: io.BytesIO, **data) -> str:
    """The address of the page on which what was uploaded is confirmed."""
    return client.post(f"{LIST}upload-zip/", {"file": file, **data}).get("Location", "")


def test_what_was_uploaded_is_shown_before_it_is_in_place(admin, plugin_state, settings):
    file = zipped(plugin_files(version="2.1"))
    page = text(admin.get(upload(admin, file)))
    told = [words in page for words in ("Parcel 2.1", hashlib.sha256(file.getvalue()).hexdigest(), "apps.py")]
    assert (told, settings.SANAD_PLUGINS.exists()) == ([True] * 3, False)


def test_a_refused_upload_says_why(admin, plugin_state):
    response = admin.post(f"{LIST}upload-zip/", {"file": zipped({**plugin_files(), "other/x": ""})})
    assert "The zip must hold one folder" in text(response)


def test_an_upload_without_a_file_says_so(admin, plugin_state):
    assert "This field is required" in text(admin.post(f"{LIST}upload-zip/"))


def test_an_upload_is_put_in_place_when_it_is_confirmed(admin, plugin_state, settings, monkeypatch):
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)
    told = text(admin.post(upload(admin, zipped(plugin_files())), follow=True))
    assert ("was tried and is in its place" in told, (settings.SANAD_PLUGINS / "parcel").is_dir()) == (True, True)


def test_an_upload_that_fails_its_trial_says_why_and_can_be_tried_again(admin, plugin_state):
    address = upload(admin, zipped(plugin_files(urls="raise ValueError('no such bird')")))
    told = text(admin.post(address, follow=True))
    assert ("no such bird" in told, admin.get(address).status_code) == (True, 200)


def test_an_older_version_wants_a_tick(admin, plugin_state, settings, monkeypatch):
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)
    admin.post(upload(admin, zipped(plugin_files(version="2.0"))))
    address = upload(admin, zipped(plugin_files(version="1.0")))
    assert "I want the older version" in text(admin.get(address))
    assert "is older than 2.0" in text(admin.post(address, follow=True))
    admin.post(address, {"older": "yes"})
    assert 'version = "1.0"' in (settings.SANAD_PLUGINS / "parcel" / "plugin.toml").read_text()


def test_an_upload_can_be_thrown_away(admin, plugin_state, settings):
    address = upload(admin, zipped(plugin_files()))
    admin.post(address, {"discard": "yes"})
    assert (admin.get(address).status_code, settings.SANAD_PLUGINS.exists()) == (404, False)


def test_what_another_person_uploaded_is_not_found(admin, plugin_state, superuser):
    address = upload(admin, zipped(plugin_files()))
    other = type(superuser).objects.create_superuser("other", "other@example.org", "correct horse battery")
    admin.force_login(other)
    assert admin.get(address).status_code == 404


def test_a_previous_version_is_put_back_from_the_details(admin, make, settings, monkeypatch):
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)
    make("parcel")
    admin.post(upload(admin, zipped(plugin_files(version="1.1"))))
    loaded().found["parcel"] = find_plugin(settings.SANAD_PLUGINS / "parcel")
    assert "Go back to version 1.0" in text(admin.get(f"{LIST}parcel/"))
    post(admin, "parcel/put-back", version="1.0")
    assert 'version = "1.0"' in (settings.SANAD_PLUGINS / "parcel" / "plugin.toml").read_text()


def test_the_version_before_is_offered_before_the_restart(admin, make, settings, monkeypatch):
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)
    make("parcel")
    admin.post(upload(admin, zipped(plugin_files(version="1.1"))))
    shown = text(admin.get(f"{LIST}parcel/"))
    assert ("Go back to version 1.0" in shown, "Go back to version 1.1" in shown) == (True, False)


def test_going_back_behind_the_tables_is_asked_for(admin, make, settings, monkeypatch):
    monkeypatch.setattr(placing, "try_folder", lambda folder, manifest: None)
    make("parcel")
    admin.post(upload(admin, zipped(plugin_files(version="1.1"))))
    Plugin.objects.create(slug="parcel", state=State.ACTIVE, version="1.1")
    assert "Its tables are of the newer version 1.1" in post(admin, "parcel/put-back", version="1.0")
