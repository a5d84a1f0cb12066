"""A text that cannot be encoded is refused where the plugin hands it over, and the page stands."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from wagtail import hooks as wagtail_hooks

from plugins.exact import UnsoundTextError, exact, sound
from plugins.failures import statistics
from plugins.hooks import add_filter, apply_filters, declare_filter
from plugins.hooks.testing import isolated_hooks
from plugins.shield import shielded
from plugins.testing import activate_for_tests
from tests.plugins.owned import of_plugin
from theme.links import Link

HALF = "\ud83d"
ours = of_plugin("alpha")


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):

        @declare_filter
        def trail(value: str) -> str:
            """Every callback appends something."""
            return value

        @declare_filter
        def bare(value: SafeString) -> SafeString:
            """Text that is marked as safe."""
            return value

        @declare_filter
        def links(items: list[Link]) -> list[Link]:
            """Every callback appends a link."""
            return items

        yield


def errors(slug: str = "alpha") -> int:
    return sum(each.errors for each in statistics(slug))


def answer(name: str, value: Any, result: Any) -> Any:
    """What the filter gives when a plugin answers so."""
    with activate_for_tests("alpha"):
        add_filter(name, ours(lambda value: result))
        return apply_filters(name, value)


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("trail", "words", f"half{HALF}"),
        ("trail", "words", SafeString(f"half{HALF}")),
        ("bare", SafeString("words"), SafeString(f"half{HALF}")),
        ("links", [], [Link(f"half{HALF}", "/")]),
        ("links", [], [Link(lazy(lambda: f"half{HALF}", str)(), "/")]),
    ],
)
def test_a_filter_keeps_what_it_had(name, value, result):
    assert (answer(name, value, result), errors()) == (value, 1)


@pytest.mark.django_db
def test_a_filter_in_a_transaction_keeps_what_it_had():
    with transaction.atomic():
        assert (answer("trail", "words", HALF), errors()) == ("words", 1)


def test_the_log_names_the_plugin_and_the_place(caplog):
    answer("trail", "words", f"half{HALF}")
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "Plugin alpha" in record.getMessage()
    assert r"'\ud83d' at 4" in str(record.exc_info[1])


@pytest.mark.parametrize("text", ["plain", "سند", "\N{GRINNING FACE}", SafeString("<b>سند</b>")])
def test_whole_texts_pass_as_they_are(text):
    assert (sound(text) is text, answer("trail", "words", text)) == (True, text)


def test_what_comes_back_as_it_was_given_is_nobodys_fault():
    with activate_for_tests("alpha"):
        add_filter("trail", ours(lambda value: value))
        assert (apply_filters("trail", HALF), errors()) == (HALF, 0)


@pytest.mark.parametrize("text", ["a\0b", SafeString("a\0b"), "س\0د"])
def test_nul_is_taken_out(text):
    shown = answer("trail", "words", text)
    assert (shown, type(shown), errors()) == (text.replace("\0", ""), type(text), 0)


def test_nul_is_taken_out_of_structures():
    assert exact([Link("a\0b", "/")]) == [Link("ab", "/")]


@pytest.mark.parametrize("result", [HALF, [HALF], {"a": HALF}, {HALF: 1}, (1, [HALF]), Link(HALF, "/")])
def test_a_shielded_call_gives_its_default(result):
    assert (shielded("alpha", "slot header", lambda: result, "default"), errors()) == ("default", 1)


def test_what_a_shielded_call_returns_is_the_very_object():
    result = [Link("a", "/"), {"b": ("c",)}]
    assert shielded("alpha", "slot header", lambda: result, None) is result


def test_a_text_that_cannot_be_sent_is_told_of():
    with pytest.raises(UnsoundTextError, match=r"half a character, '\\ud83d' at 2"):
        sound(f"ab{HALF}")


SLOT = """
from sanad import PluginConfig, add_filter, register_slot


class Config(PluginConfig):
    def ready(self):
        register_slot("footer", lambda context: "bad \\ud83d")
        add_filter("page_title", lambda title: title + "\\ud83d")
        add_filter("main_menu", lambda links: [*links, type(links[0])("\\ud83d", "/")] if links else links)
"""


def test_a_page_stands(make, home, client):
    make("notes", {"apps.py": SLOT})
    with activate_for_tests("notes"):
        response = client.get(home.link)
    assert (response.status_code, b'data-plugin="notes"' in response.content) == (200, False)
    assert {each.where for each in statistics("notes") if each.errors} >= {"slot footer", "filter page_title"}


ADMIN = """
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button


class Panel(Component):
    def render_html(self, parent_context=None):
        return "\\ud83d"


@hooks.register("insert_global_admin_css")
@hooks.register("insert_global_admin_js")
def text():
    return "\\ud83d"


@hooks.register("get_avatar_url")
def avatar(user, size):
    return "/\\ud83d"


@hooks.register("construct_homepage_panels")
def panels(request, panels):
    panels.append(Panel())


@hooks.register("construct_main_menu")
def menu(request, items):
    items.append(MenuItem("\\ud83d", "/"))


@hooks.register("register_admin_menu_item")
def item():
    return MenuItem("\\ud83d", "/")


@hooks.register("register_page_header_buttons")
def buttons(page, user, view_name, next_url=None):
    yield Button("\\ud83d", "/")
"""


def test_the_admin_stands(make, superuser, db):
    make("notes", {"wagtail_hooks.py": ADMIN})
    client = Client(raise_request_exception=False)
    client.force_login(superuser)
    with activate_for_tests("notes"):
        assert client.get("/admin/").status_code == 200
    found = {each.where for each in statistics("notes") if each.errors}
    assert found >= {
        f"Wagtail's {name}"
        for name in ("insert_global_admin_css", "construct_homepage_panels", "construct_main_menu", "get_avatar_url")
    }


def test_buttons_that_cannot_be_shown_are_left_out(make, db):
    make("notes", {"wagtail_hooks.py": ADMIN})
    with activate_for_tests("notes"):
        wagtail_hooks.search_for_hooks()
        (callback,) = [each for each in wagtail_hooks.get_hooks("register_page_header_buttons") if "notes" in each.__module__]
        assert (callback(None, None, "edit"), errors("notes")) == ([], 1)


VIEWS = """
from django.http import HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path


def plain(request):
    return HttpResponse("\\ud83d")


def rendered(request):
    return TemplateResponse(request, engines["django"].from_string("{{ half }}"), {"half": "\\ud83d"})


urlpatterns = [path("plain/", plain), path("rendered/", rendered)]
"""


@pytest.mark.parametrize("name", ["plain", "rendered"])
def test_a_view_that_cannot_be_sent_is_a_failure_of_its_plugin(make, db, name):
    make("notes", {"urls.py": VIEWS})
    with activate_for_tests("notes"):
        response = Client(raise_request_exception=False).get(f"/en/x/notes/{name}/")
    assert (response.status_code, errors("notes")) == (500, 1)


SETTINGS = """
from django import forms
from sanad import PluginConfig, SettingsForm, register_settings


class Settings(SettingsForm):
    text = forms.CharField(label="\\ud83d")


class Config(PluginConfig):
    def ready(self):
        register_settings(Settings)
"""


def test_settings_that_cannot_be_shown_are_a_failure_of_their_plugin(make, superuser):
    make("notes", {"apps.py": SETTINGS})
    client = Client(raise_request_exception=False)
    client.force_login(superuser)
    with activate_for_tests("notes"):
        response = client.get("/admin/plugins/notes/settings/")
    assert (response.status_code, errors("notes")) == (500, 1)
