"""The screen of plugins: who sees it, what is in which tab, and what is told of one plugin."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from plugins import active, lifecycle
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, PluginFailure, State
from plugins.overview import RECENT
from plugins.sentences import Sentence, joined, parts_of, translated

pytestmark = pytest.mark.django_db

LIST = "/admin/plugins/"
LISTENING = """
from plugins.config import PluginConfig
from plugins.hooks import add_action


def seen(slug):
    pass


class Config(PluginConfig):
    def ready(self):
        add_action("plugin_paused", seen, 7)
"""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SANAD_PLUGINS = tmp_path / "plugins"
    settings.VAR = tmp_path / "var"


@pytest.fixture
def manager(editor):
    """Somebody who may switch plugins and nothing more about them."""
    group = Group.objects.create(name="Plugin managers")
    group.permissions.set(Permission.objects.filter(content_type__app_label="plugins", codename="change_plugin"))
    editor.groups.add(group)
    return editor


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def text(response) -> str:
    """What is read on the page, without tags and with single blanks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", response.content.decode())))


def names(response) -> list[str]:
    return [item.row.slug for item in response.context["items"]]


def tabs(response) -> dict[str, int]:
    return {str(tab.label): tab.count for tab in response.context["tabs"]}


def test_an_editor_does_not_see_it(client, editor):
    client.force_login(editor)
    assert client.get(LIST).status_code == 302


def test_whoever_may_change_plugins_sees_it(client, manager, make):
    make("one")
    client.force_login(manager)
    assert names(client.get(LIST)) == ["one"]


def test_the_menu_leads_whoever_may_to_it(client, manager, make):
    client.force_login(manager)
    assert LIST in client.get("/admin/").content.decode()


def test_the_menu_leads_nobody_else_to_it(client, editor):
    client.force_login(editor)
    assert LIST not in client.get("/admin/").content.decode()


@pytest.fixture
def one_of_each(make, monkeypatch):
    for slug in ("on", "off", "rest", "lately", "always", "broken"):
        make(slug)
    for slug in ("on", "rest", "lately"):
        lifecycle.activate(slug)
    lifecycle.pause("rest", "Too many failures.")
    lifecycle.deactivate("lately")
    loaded().leave_out("broken", LeftOut.BROKEN, "It cannot be imported: ValueError.")
    monkeypatch.setattr(loaded(), "must_use", frozenset({"always"}))
    active.sync(force=True)


def test_each_tab_says_how_many_are_in_it(admin, one_of_each):
    assert tabs(admin.get(LIST)) == {
        "All": 6, "Active": 2, "Inactive": 2, "Paused": 1, "Recently deactivated": 1, "Must-use": 1, "With problems": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("all", ["always", "broken", "lately", "off", "on", "rest"]),
        ("active", ["always", "on"]),
        ("inactive", ["lately", "off"]),
        ("paused", ["rest"]),
        ("recent", ["lately"]),
        ("must-use", ["always"]),
        ("problems", ["broken"]),
        ("nonsense", ["always", "broken", "lately", "off", "on", "rest"]),
    ],
)
def test_a_tab_shows_its_plugins(admin, one_of_each, tab, expected):
    assert names(admin.get(LIST, {"state": tab})) == expected


def test_a_tab_that_nobody_is_in_is_left_out(admin, make):
    make("one")
    assert tabs(admin.get(LIST)) == {"All": 1, "Inactive": 1}


def test_what_was_switched_off_long_ago_is_not_recent(admin, make):
    make("one")
    Plugin.objects.create(slug="one", state=State.INSTALLED, deactivated_at=timezone.now() - 2 * RECENT)
    assert "Recently deactivated" not in tabs(admin.get(LIST))


def test_a_search_finds_by_all_words_in_name_description_and_author(admin, make):
    make("one", author="Rain and Sons")
    make("two", description="A banner", author="Rain and Sons")
    assert names(admin.get(LIST, {"q": "RAIN banner"})) == ["two"]


def test_a_search_is_answered_alone_for_scripts(admin, make):
    make("one")
    page = admin.get(f"{LIST}list-results/", {"q": "one"}).content.decode()
    assert (page.count('class="plugin-item"'), "<html" in page) == (1, False)


def test_a_search_without_a_result_says_so(admin, make):
    make("one")
    assert "No plugin matches" in text(admin.get(LIST, {"q": "nothing"}))


def test_a_plugin_with_a_problem_says_which(admin, one_of_each):
    assert "It cannot be imported: ValueError." in text(admin.get(LIST, {"state": "problems"}))


def test_what_python_said_is_marked_as_a_technical_detail_in_english(admin, one_of_each):
    page = admin.get(LIST, {"state": "problems"}).content.decode()
    assert 'Technical details: <bdi lang="en" dir="ltr">It cannot be imported' in page


def test_a_name_is_no_markup(admin, make):
    make("one", name="<b>One</b>", description="<script>alert(1)</script>", author="<i>x</i>")
    page = admin.get(LIST).content.decode()
    assert not re.search("<b>One|<script>alert|<i>x", page)


def test_the_list_asks_the_database_as_often_for_many_plugins_as_for_few(admin, make):
    make("first")
    lifecycle.activate("first")
    admin.get(LIST)
    with CaptureQueriesContext(connection) as few:
        admin.get(LIST)
    for number in range(8):
        make(f"more_{number}")
        lifecycle.activate(f"more_{number}")
    admin.get(LIST)
    with CaptureQueriesContext(connection) as many:
        admin.get(LIST)
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]


def test_a_new_folder_is_told_with_what_to_do(admin, make, settings):
    make("one")
    (settings.SANAD_PLUGINS / "fresh").mkdir()
    (settings.SANAD_PLUGINS / "fresh" / "plugin.toml").write_text('[plugin]\nslug = "fresh"\nname = "Fresh"\nversion = "2.0"\n')
    page = text(admin.get(LIST))
    assert ("Fresh 2.0" in page, "restart it where it was started" in page) == (True, True)


def test_a_changed_version_is_told(admin, make, settings):
    make("one")
    manifest = settings.SANAD_PLUGINS / "one" / "plugin.toml"
    manifest.write_text(manifest.read_text().replace('"1.0"', '"1.5"'))
    assert [(each.old, each.version) for each in admin.get(LIST).context["changes"]] == [("1.0", "1.5")]


def test_details_tell_what_a_plugin_says_of_itself(admin, make):
    make("one", {"README.md": "Read <me>"}, author="Rain", licence="MIT", url="https://example.org/one")
    page = text(admin.get(f"{LIST}one/"))
    assert all(words in page for words in ("Rain", "MIT", "https://example.org/one", "For a test.", "Read <me>"))


def test_details_of_an_unknown_plugin_are_not_found(admin, plugin_state):
    assert admin.get(f"{LIST}nowhere/").status_code == 404


def test_details_list_the_hooks_of_a_plugin_with_their_priority(admin, make):
    make("one", {"apps.py": LISTENING})
    used = [(each.where, each.priorities, each.cost) for each in admin.get(f"{LIST}one/").context["used"]]
    assert used == [("action plugin_paused", "7", None)]


def test_details_list_what_a_hook_costs(admin, make):
    make("one", {"apps.py": LISTENING})
    make("two")
    for slug in ("one", "two"):
        lifecycle.activate(slug)
    lifecycle.pause("two", "Why not.")
    assert admin.get(f"{LIST}one/").context["used"][0].cost.calls == 1


@pytest.mark.django_db(transaction=True)
def test_details_list_tables_with_their_rows(admin, sample):
    sample("notes")
    lifecycle.activate("notes")
    assert "notes_note 0 rows" in text(admin.get(f"{LIST}notes/"))


@pytest.fixture
def failed(make):
    make("one")
    PluginFailure.objects.create(slug="one", where="action x", message="no such bird", traceback="secret line")


def test_a_superuser_sees_the_traceback_of_a_failure(admin, failed):
    assert "secret line" in text(admin.get(f"{LIST}one/"))


def test_others_see_the_failure_without_its_traceback(client, manager, failed):
    client.force_login(manager)
    page = text(client.get(f"{LIST}one/"))
    assert ("no such bird" in page, "secret line" in page) == (True, False)


def test_details_tell_the_history_with_who_did_it(admin, make, superuser):
    make("one")
    lifecycle.activate("one", by=superuser)
    assert re.search(r"Activated .* root", text(admin.get(f"{LIST}one/")))


def test_details_tell_that_files_have_changed_since_the_installation(admin, make, settings):
    make("one")
    lifecycle.activate("one")
    before = admin.get(f"{LIST}one/").context["files"].changed
    (settings.SANAD_PLUGINS / "one" / "more.py").write_text("")
    assert (before, admin.get(f"{LIST}one/").context["files"].changed) == (False, True)


def test_a_link_to_settings_needs_an_active_plugin(admin, make):
    make("one", settings_page="settings/one/")
    before = "/admin/settings/one/" in admin.get(LIST).content.decode()
    lifecycle.activate("one")
    assert (before, "/admin/settings/one/" in admin.get(LIST).content.decode()) == (False, True)


def test_a_paused_plugin_is_told_on_every_page_of_the_admin(admin, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    assert "One : paused." in text(admin.get("/admin/"))


def test_a_notice_is_not_for_editors(client, editor, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    client.force_login(editor)
    assert "paused." not in text(client.get("/admin/"))


def test_a_dismissed_notice_is_not_told_again(admin, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    admin.post(f"{LIST}notices-dismiss/")
    assert "One : paused." not in text(admin.get("/admin/"))


def test_a_notice_that_was_dismissed_comes_back_with_the_next_pause(admin, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    admin.post(f"{LIST}notices-dismiss/")
    lifecycle.resume("one")
    lifecycle.pause("one", "Again.")
    Plugin.objects.update(changed_at=timezone.now() + timedelta(seconds=2))
    active.epoch_raise()
    active.sync(force=True)
    assert "One : paused." in text(admin.get("/admin/"))


def test_notices_cost_no_query_while_nothing_changes(admin, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    admin.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        admin.get("/admin/")
    assert not [query["sql"] for query in queries.captured_queries if "plugins_plugin" in query["sql"].lower()]


def test_a_sentence_is_english_and_can_be_said_in_another_language(monkeypatch):
    monkeypatch.setattr("plugins.sentences.gettext", lambda words: words.replace("is not paused", "ist nicht angehalten"))
    sentence = Sentence("%(slug)s is not paused.", slug="one")
    assert (sentence, translated(sentence)) == ("one is not paused.", "one ist nicht angehalten.")


def test_a_sentence_in_a_sentence_is_translated_too(monkeypatch):
    monkeypatch.setattr("plugins.sentences.gettext", lambda words: words.replace("is off", "ist aus"))
    inner = Sentence("%(slug)s is off.", slug="one")
    assert translated(Sentence("Why: %(reason)s", reason=inner)) == "Why: one ist aus."


def test_joined_sentences_can_be_taken_apart():
    parts = (Sentence("One."), "plain", Sentence("Two."))
    assert (joined(parts), parts_of(joined(parts))) == ("One. plain Two.", parts)


def test_a_percent_sign_in_a_sentence_without_values_stays():
    with translation.override("ar"):
        assert translated(Sentence("100 % sure.")) == "100 % sure."


def test_why_a_plugin_was_paused_is_told_as_it_was_said(admin, make):
    make("one")
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    page = text(admin.get(LIST))
    assert ("Too many failures." in page, "Technical details" in page) == (True, False)
