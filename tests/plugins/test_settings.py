"""Settings of plugins: what may be one, how they are read and stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import timezone, translation

from plugins import active
from plugins.hooks import add_action
from plugins.loaded import loaded
from plugins.models import PluginLogEntry, PluginSettings
from plugins.owners import owned_by
from plugins.settings import SecretField, SettingsForm, plugin_settings, register_settings, schema_of
from plugins.settings.saving import settings_save
from plugins.testing import activate_for_tests

pytestmark = pytest.mark.django_db

SETTINGS = """
from django import forms
from django.utils.translation import gettext_lazy as _
from sanad import SecretField, SettingsForm, register_settings

@register_settings
class Settings(SettingsForm):
    text = forms.CharField(initial="Welcome")
    greeting = forms.CharField(initial=_("Search"), required=False)
    colour = forms.ChoiceField(choices=[("green", "Green"), ("red", "Red")], initial="green")
    most = forms.IntegerField(initial=5)
    price = forms.DecimalField(initial=1, required=False)
    day = forms.DateField(required=False)
    at = forms.DateTimeField(required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    shown = forms.BooleanField(initial=True, required=False)
    more = forms.JSONField(required=False)
    token = SecretField(required=False)

    class Meta:
        translatable = ("text", "greeting")
"""
APPS = """
from sanad import PluginConfig

class Config(PluginConfig):
    def ready(self):
        from . import settings
"""
TYPED = {"text": "Welcome", "greeting": "Search", "colour": "green", "most": "5", "price": "1", "shown": "on"}


@pytest.fixture(autouse=True)
def notes(make) -> None:
    make("notes", {"settings.py": SETTINGS, "apps.py": APPS})


@pytest.fixture
def save(superuser) -> Callable[..., list[str]]:
    """Stores what somebody types: `save(text="Hello")`, `save("ar", text="أهلا")`."""

    def save_typed(language: str = "", **typed: Any) -> list[str]:
        schema = schema_of("notes")
        assert schema
        rows = {row.language: row.values for row in PluginSettings.objects.filter(slug="notes")}
        data = {f"{language}-{name}": value for name, value in typed.items()} if language else TYPED | typed
        form = schema({k: v for k, v in data.items() if v is not None}, language=language, stored=rows.get(language, {}))
        assert form.is_valid(), form.errors
        changed = settings_save(slug="notes", forms=[form], by=superuser)
        active.sync(force=True)  # the test's transaction never ends
        return changed

    return save_typed


def test_what_was_never_set_is_what_the_plugin_proposes():
    values = plugin_settings("notes")
    assert (values.text, values.colour, values.most, values.shown, values.day) == ("Welcome", "green", 5, True, None)


def test_what_nobody_proposes_has_the_value_of_an_empty_field():
    values = plugin_settings("notes")
    assert (values.token, values.kinds, values.day, values.more) == ("", [], None, None)


def test_what_was_set_counts(save):
    save(text="Hello")
    assert plugin_settings("notes").text == "Hello"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("most", "7", 7),
        ("price", "2.50", Decimal("2.50")),
        ("day", "2026-03-01", dt.date(2026, 3, 1)),
        ("kinds", ["a", "b"], ["a", "b"]),
        ("shown", None, False),
        ("more", '{"a": [1]}', {"a": [1]}),
        ("price", "", None),
    ],
)
def test_a_value_has_the_type_of_its_field(save, name, typed, value):
    save(**{name: typed})
    assert getattr(plugin_settings("notes"), name) == value


@pytest.mark.parametrize("language", ["en", "ar", "fa"])
def test_a_date_is_the_same_in_every_language(save, language):
    save(day="2026-03-01")
    assert plugin_settings("notes", language=language).day == dt.date(2026, 3, 1)


def test_a_moment_is_the_same_in_every_time_zone(save):
    with timezone.override("Asia/Tehran"):
        save(at="2026-03-01 12:00")
    with timezone.override("Asia/Jakarta"):
        assert plugin_settings("notes").at == dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)


def test_a_text_can_differ_in_a_language(save):
    save(text="Hello")
    save("ar", text="أهلا")
    assert [plugin_settings("notes", language=code).text for code in ("en", "ar")] == ["Hello", "أهلا"]


def test_a_text_of_the_language_that_stands_in_comes_before_the_one_for_all(save, settings):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    save(text="Hello")
    save("ar", text="أهلا")
    assert plugin_settings("notes", language="fa").text == "أهلا"
    save("fa", text="سلام")
    assert plugin_settings("notes", language="fa").text == "سلام"


def test_the_language_is_that_of_the_reader(save):
    save("ar", text="أهلا")
    with translation.override("ar"):
        assert plugin_settings("notes").text == "أهلا"


def test_a_text_that_is_taken_back_in_a_language_is_as_for_all(save):
    save("ar", text="أهلا")
    save("ar", text="")
    assert plugin_settings("notes", language="ar").text == "Welcome"


def test_a_proposal_is_in_the_language_of_the_reader():
    assert plugin_settings("notes", language="ar").greeting == "بحث"


def test_a_proposal_in_many_languages_is_not_stored_in_one(save):
    save(text="Hello")
    assert PluginSettings.objects.get(slug="notes").values == {"text": "Hello"}


def test_what_the_field_no_longer_takes_is_as_never_set():
    PluginSettings.objects.create(slug="notes", values={"colour": "blue", "most": "many", "gone": 1})
    assert (plugin_settings("notes").colour, plugin_settings("notes").most) == ("green", 5)


def test_only_the_first_reading_asks_the_database(save, django_assert_num_queries):
    save(text="Hello")
    with django_assert_num_queries(1):
        plugin_settings("notes", language="en")
    with django_assert_num_queries(0):
        for code in ("en", "ar", "en"):
            assert plugin_settings("notes", language=code).text == "Hello"


def test_a_change_is_known_to_every_process():
    before, schema = active.known().epoch, schema_of("notes")
    assert schema
    form = schema(TYPED | {"text": "Hello"})
    assert form.is_valid()
    settings_save(slug="notes", forms=[form])
    active.sync(force=True)
    assert active.known().epoch != before


def test_a_change_elsewhere_is_read_at_the_next_question():
    assert plugin_settings("notes").text == "Welcome"
    PluginSettings.objects.create(slug="notes", values={"text": "from another process"})
    active.epoch_raise()
    active.sync(force=True)
    assert plugin_settings("notes").text == "from another process"


def test_the_log_knows_the_names_and_not_the_values(save, superuser):
    save(text="Hello", token="s3cret")
    save("ar", text="أهلا")
    entries = PluginLogEntry.objects.filter(slug="notes", user=superuser).values_list("action", "detail")
    assert sorted(entries) == [("settings changed", "text (ar)"), ("settings changed", "text, token")]


def test_nothing_changed_is_not_told(save):
    save(text="Hello")
    assert (save(text="Hello"), PluginLogEntry.objects.count()) == ([], 1)


def test_a_secret_stays_when_nothing_is_typed(save):
    save(token="s3cret")
    save(token="", text="Hello")
    assert plugin_settings("notes").token == "s3cret"


def test_a_secret_can_be_removed(save):
    save(token="s3cret")
    save(**{"token": "", "token-clear": "on"})
    assert plugin_settings("notes").token == ""


def test_a_secret_does_not_stand_in_the_form():
    schema = schema_of("notes")
    assert schema
    assert "s3cret" not in schema(stored={"token": "s3cret"}).as_p()


def test_no_value_stands_in_a_traceback():
    PluginSettings.objects.create(slug="notes", values={"token": "s3cret"})
    assert repr(plugin_settings("notes")) == "<settings of notes>"


def test_an_unknown_setting_is_named():
    with pytest.raises(AttributeError, match="notes have no 'colur'; they have: text, greeting, colour"):
        plugin_settings("notes").colur  # noqa: B018


def test_settings_cannot_be_changed_by_assignment():
    with pytest.raises(AttributeError, match="changed in the admin"):
        plugin_settings("notes").text = "Hello"


def test_a_plugin_without_settings_has_none():
    with pytest.raises(LookupError, match="'mute' has registered no settings"):
        plugin_settings("mute")


def test_settings_are_read_also_while_the_plugin_is_not_active():
    with activate_for_tests():
        assert plugin_settings("notes").text == "Welcome"


def refused(**fields: Any) -> str:
    meta = fields.pop("Meta", SettingsForm.Meta)
    with owned_by("other"), pytest.raises(ValueError) as raised:
        register_settings(type("Settings", (SettingsForm,), {**fields, "Meta": meta}))
    return str(raised.value)


def translatable(*names: str) -> type:
    return type("Meta", (), {"translatable": names})


@pytest.mark.parametrize("field", [forms.FileField(), forms.ModelChoiceField(None), forms.SplitDateTimeField()])
def test_what_cannot_be_kept_is_refused(field):
    assert "cannot be a setting" in refused(thing=field)


def test_a_number_cannot_be_translated():
    assert "'most', which is no CharField" in refused(most=forms.IntegerField(), Meta=translatable("most"))


def test_what_is_not_there_cannot_be_translated():
    assert "'missing', which is no CharField" in refused(Meta=translatable("missing"))


def test_a_secret_cannot_be_translated():
    assert "secret" in refused(token=SecretField(), Meta=translatable("token"))


def test_a_plugin_has_one_form_of_settings():
    with owned_by("notes"), pytest.raises(ValueError, match="the name 'notes' is taken"):
        register_settings(type("More", (SettingsForm,), {}))


def test_settings_belong_to_a_plugin():
    with pytest.raises(ValueError, match="belongs to no plugin"):
        register_settings(type("Ours", (SettingsForm,), {}))


def test_mistakes_in_settings_break_the_plugin_and_are_told(make):
    make("other", {"apps.py": APPS, "settings.py": "from sanad import register_settings\nregister_settings(int)\n"})
    assert "must be derived from sanad.SettingsForm" in loaded().broken["other"]


def test_a_moment_is_shown_in_the_zone_of_whoever_looks():
    schema = schema_of("notes")
    assert schema
    with timezone.override("Asia/Tehran"):
        assert 'value="2026-07-01 13:30:00"' in str(schema(stored={"at": "2026-07-01T10:00:00Z"})["at"])


EMPTY = """
from django import forms
from sanad import SettingsForm, register_settings

@register_settings
class Settings(SettingsForm):
    text = forms.CharField(required=False)
    kinds = forms.MultipleChoiceField()
    shown = forms.BooleanField()
    most = forms.IntegerField()
"""


def test_what_was_never_set_is_empty_in_the_type_of_its_field(make):
    make("empty", {"settings.py": EMPTY, "apps.py": APPS})
    values = plugin_settings("empty")
    assert (values.text, values.kinds, values.shown, values.most) == ("", [], False, None)


def test_a_change_is_told_of_when_it_is_stored(save, django_capture_on_commit_callbacks):
    told = []
    add_action("plugin_settings_changed", lambda slug: told.append((slug, plugin_settings("notes").most)))
    with django_capture_on_commit_callbacks(execute=True):
        save(most="7")
        assert told == []
    assert told == [("notes", 7)]


def test_nothing_is_told_where_nothing_has_changed(save, django_capture_on_commit_callbacks):
    save(most="7")
    told = []
    add_action("plugin_settings_changed", lambda slug: told.append(slug))
    with django_capture_on_commit_callbacks(execute=True):
        save(most="7")
    assert told == []
