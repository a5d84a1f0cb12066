"""The page of the admin with the settings of a plugin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.models import PluginSettings
from plugins.testing import activate_for_tests

SETTINGS = """
from django import forms
from sanad import SecretField, SettingsForm, register_settings

class Picky(forms.TextInput):
    def render(self, name, value, **options):
        if value == "unspeakable":
            raise ValueError("broken widget")
        return super().render(name, value, **options)

@register_settings
class Settings(SettingsForm):
    text = forms.CharField(label="Text of the banner", initial="Welcome", widget=Picky)
    most = forms.IntegerField(initial=5)
    link = forms.URLField(required=False, assume_scheme="https")
    token = SecretField(required=True)

    class Meta:
        translatable = ("text",)

    def clean(self):
        super().clean()
        if self.cleaned_data["text"] == "crash":
            raise KeyError("broken check")
        if self.cleaned_data["text"] == "wrong":
            raise forms.ValidationError("This text is wrong.")
"""
APPS = """
from sanad import PluginConfig

class Config(PluginConfig):
    def ready(self):
        from . import settings
"""
ADDRESS = "/admin/plugins/notes/settings/"
TYPED = {
    "text": "Hello",
    "most": "7",
    "link": "",
    "token": "s3cret",
    "en-text": "",
    "ar-text": "أهلا",
    "fa-text": "",
    "id-text": "",
}


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture(autouse=True)
def notes(make, db) -> Iterator[None]:
    make("notes", {"settings.py": SETTINGS, "apps.py": APPS})
    with activate_for_tests("notes"):
        yield


@pytest.fixture
def root(superuser) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(superuser)
    return client


def words(response) -> str:
    return response.content.decode()


def stored(language: str = "") -> dict:
    return dict(PluginSettings.objects.filter(slug="notes").values_list("language", "values")).get(language, {})


def test_it_shows_what_is_set(root):
    PluginSettings.objects.create(slug="notes", values={"text": "Good morning"})
    assert 'value="Good morning"' in words(root.get(ADDRESS))


def test_it_stores_what_is_typed(root):
    root.post(ADDRESS, TYPED)
    assert (stored(), stored("ar")) == ({"text": "Hello", "most": 7, "token": "s3cret"}, {"text": "أهلا"})


def test_it_says_that_it_stored(root):
    assert "The settings of Notes are saved." in words(root.post(ADDRESS, TYPED, follow=True))


def test_what_was_typed_stays_when_something_is_wrong(root):
    text = words(root.post(ADDRESS, TYPED | {"most": "many"}))
    assert ('value="Hello"' in text, 'value="many"' in text, 'value="أهلا"' in text) == (True, True, True)


def test_a_mistake_is_told(root):
    text = words(root.post(ADDRESS, TYPED | {"most": "many"}))
    assert ("Enter a whole number." in text, "Nothing was saved" in text, stored()) == (True, True, {})


def test_a_mistake_in_one_language_stores_nothing(root):
    root.post(ADDRESS, TYPED | {"text": "", "ar-text": "أهلا"})
    assert (stored(), stored("ar")) == ({}, {})


def test_the_plugins_own_check_is_asked(root):
    assert "This text is wrong." in words(root.post(ADDRESS, TYPED | {"text": "wrong"}))


def test_a_failing_check_of_the_plugin_stores_nothing(root):
    text = words(root.post(ADDRESS, TYPED | {"text": "crash"}))
    assert ("The plugin failed while it checked" in text, stored()) == (True, {})


def test_a_failing_check_is_a_failure_of_the_plugin(root):
    root.post(ADDRESS, TYPED | {"text": "crash"})
    assert [(each.where, each.errors) for each in statistics("notes") if each.errors] == [("settings", 1)]


def test_a_failing_widget_is_a_failure_of_the_plugin(root):
    PluginSettings.objects.create(slug="notes", values={"text": "unspeakable"})
    status = root.get(ADDRESS).status_code
    assert (status, [each.errors for each in statistics("notes") if each.errors]) == (500, [1])


def test_a_secret_is_not_shown(root):
    root.post(ADDRESS, TYPED)
    assert "s3cret" not in words(root.get(ADDRESS))


def test_a_required_secret_may_be_left_as_it_is(root):
    root.post(ADDRESS, TYPED)
    root.post(ADDRESS, TYPED | {"token": "", "text": "Bye"})
    assert (stored()["token"], stored()["text"]) == ("s3cret", "Bye")


@pytest.mark.parametrize(("name", "attributes"), [("ar-text", 'lang="ar" dir="rtl"'), ("id-text", 'lang="id" dir="ltr"')])
def test_a_text_is_typed_in_the_direction_of_its_language(root, name, attributes):
    (field,) = [tag for tag in words(root.get(ADDRESS)).split("<") if f'name="{name}"' in tag]
    assert all(each in field for each in attributes.split())


def test_an_address_is_typed_from_left_to_right(root):
    (field,) = [tag for tag in words(root.get(ADDRESS)).split("<") if 'name="link"' in tag]
    assert 'dir="ltr"' in field


def test_a_language_shows_what_counts_while_it_has_nothing_of_its_own(root):
    PluginSettings.objects.create(slug="notes", values={"text": "Good morning"})
    assert 'placeholder="Good morning"' in words(root.get(ADDRESS))


def test_a_plugin_that_is_not_active_can_be_set_up(root):
    with activate_for_tests():
        root.post(ADDRESS, TYPED)
    assert stored()["text"] == "Hello"


def test_a_plugin_without_settings_has_no_page(root):
    assert root.get("/admin/plugins/mute/settings/").status_code == 404


def test_editors_may_not_change_settings(editor):
    client = Client()
    client.force_login(editor)
    client.post(ADDRESS, TYPED)
    assert (client.get(ADDRESS).status_code, stored()) == (302, {})


def test_a_group_can_be_given_the_permission(editor):
    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename="change_pluginsettings"))
    client = Client()
    client.force_login(editor)
    assert client.get(ADDRESS).status_code == 200


def test_strangers_are_sent_to_sign_in():
    assert "/login/" in Client().get(ADDRESS).headers["Location"]


@pytest.mark.parametrize(("active", "shown"), [(["notes"], True), ([], False)])
def test_it_stands_in_the_settings_menu_while_the_plugin_is_active(rf, superuser, active, shown):
    from wagtail.admin.menu import settings_menu

    request = rf.get("/admin/")
    request.user = superuser
    with activate_for_tests(*active):
        found = [item.url for item in settings_menu.menu_items_for_request(request)]
    assert (ADDRESS in found) is shown


def test_it_does_not_stand_in_the_menu_of_others(rf, editor):
    from wagtail.admin.menu import settings_menu

    request = rf.get("/admin/")
    request.user = editor
    assert ADDRESS not in [item.url for item in settings_menu.menu_items_for_request(request)]
