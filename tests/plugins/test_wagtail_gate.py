"""Wagtail's hooks, registered by plugins in an ordinary wagtail_hooks.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.loaded import loaded
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from plugins.wagtail_gate import GatedHooks, searching
from plugins.wagtail_gate.gated import given

MENU = "from wagtail.admin.menu import MenuItem"
BUTTON = "from wagtail.admin.widgets.button import Button"


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def hook(make) -> Callable[..., None]:
    """Makes the plugin `notes` with one callback: `hook("before_edit_page", "request, page", "return None")`."""

    def make_hook(name: str, arguments: str, *lines: str, head: str = "") -> None:
        body = "\n    ".join(lines)
        text = f"from wagtail import hooks\n{head}\n\n@hooks.register('{name}')\ndef callback({arguments}):\n    {body}\n"
        make("notes", {"wagtail_hooks.py": text})

    return make_hook


def ask(name: str) -> list[Callable]:
    """The callbacks of the plugin that Wagtail gets to see."""
    hooks.search_for_hooks()
    return [callback for each in hooks._hooks[name] if each.owner == "notes" for callback, _order in given(name, each)]


def errors() -> int:
    return sum(each.errors for each in statistics("notes"))


def test_wagtail_keeps_its_hooks_where_we_look():
    """The name is private: a Wagtail that keeps them elsewhere must fail here, not let everything through."""
    assert isinstance(hooks._hooks, GatedHooks)
    hooks.register("sanad_probe", print)
    try:
        assert hooks.get_hooks("sanad_probe") == [print]
        assert hooks._hooks["sanad_probe"][0].owner == ""
    finally:
        del hooks._hooks["sanad_probe"]


def test_wagtail_looks_for_hooks_where_we_guard():
    assert hooks.get_app_submodules.__module__ == searching.__name__


def test_the_hooks_of_the_core_are_as_they_were():
    assert all(not each.__module__.startswith("plugins.wagtail_gate") for each in hooks.get_hooks("construct_homepage_panels"))


def test_temporary_hooks_of_tests_come_and_go():
    with hooks.register_temporarily("sanad_probe", print):
        assert hooks.get_hooks("sanad_probe") == [print]
    assert hooks.get_hooks("sanad_probe") == []


def test_a_callback_counts_while_its_plugin_is_active(hook):
    hook("construct_main_menu", "request, items", "items.append('mine')")
    counts = []
    for active in ([], ["notes"], []):
        with activate_for_tests(*active):
            counts.append(len(ask("construct_main_menu")))
    assert counts == [0, 1, 0]


def test_what_a_helper_of_wagtail_registers_for_a_plugin_is_the_plugins():
    with owned_by("notes"):
        hooks.register("sanad_probe", print)
    try:
        with activate_for_tests():
            assert hooks.get_hooks("sanad_probe") == []
    finally:
        del hooks._hooks["sanad_probe"]


def test_a_failing_construct_hook_leaves_the_list_as_it_was(hook):
    hook("construct_main_menu", "request, items", "items.clear()", "raise ValueError('broken')")
    items = ["home"]
    with activate_for_tests("notes"):
        ask("construct_main_menu")[0](HttpRequest(), items)
    assert (items, errors()) == (["home"], 1)


def test_a_construct_hook_changes_the_list(hook):
    hook("construct_main_menu", "request, items", "items.append(MenuItem('mine', '/mine/'))", head=MENU)
    items: list[Any] = ["home"]
    with activate_for_tests("notes"):
        ask("construct_main_menu")[0](HttpRequest(), items)
    assert (items[0], items[1].label) == ("home", "mine")


@pytest.mark.parametrize(
    "change",
    [
        "items[:] = [3]",
        "items.append(None)",
        "items.append(type('Item', (MenuItem,), {'__init__': lambda self: None})())",
        "items.append(MenuItem(5, '/'))",
        "items.append(MenuItem('Mine', '/', order='last'))",
        "items.append(type('Item', (MenuItem,), {'render_component': lambda self, request: 3})('Mine', '/'))",
        "items.append(MenuItem('Mine', '/', attrs={'a': object()}))",
    ],
)
def test_a_wrong_item_cannot_cost_the_admin_its_menu(hook, client, superuser, change):
    hook("construct_main_menu", "request, items", change, head=MENU)
    client.force_login(superuser)
    with activate_for_tests("notes"):
        response = client.get("/admin/")
    assert (response.status_code, "/admin/reports/" in response.content.decode()) == (200, True)


def test_a_wrong_item_in_a_list_is_a_failure_and_the_list_as_before(hook):
    hook("construct_main_menu", "request, items", "items[:] = [3]")
    items = ["home"]
    with activate_for_tests("notes"):
        ask("construct_main_menu")[0](HttpRequest(), items)
    assert (items, errors()) == (["home"], 1)


def test_a_wrong_button_is_a_failure(hook):
    hook("register_page_listing_buttons", "page, user, next_url=None", "return [3]")
    with activate_for_tests("notes"):
        assert (ask("register_page_listing_buttons")[0](page=None, user=None), errors()) == ([], 1)


def test_a_wrong_menu_item_is_not_there(hook):
    hook("register_settings_menu_item", "", "return 3")
    assert (ask("register_settings_menu_item"), errors()) == ([], 1)


def test_a_callback_that_ends_the_process_is_skipped(hook):
    hook("before_edit_page", "request, page", "sys.exit(3)", head="import sys")
    with activate_for_tests("notes"):
        assert (ask("before_edit_page")[0](HttpRequest(), None), errors()) == (None, 1)


def test_a_refusal_before_an_action_is_an_answer(hook):
    head = "from django.core.exceptions import PermissionDenied"
    hook("before_edit_page", "request, page", "raise PermissionDenied", head=head)
    with activate_for_tests("notes"), pytest.raises(PermissionDenied):
        ask("before_edit_page")[0](HttpRequest(), None)
    assert errors() == 0


@pytest.mark.parametrize("result", ["raise ValueError('broken')", "return 5"])
def test_a_failing_insertion_is_empty(hook, result):
    hook("insert_global_admin_js", "", result)
    with activate_for_tests("notes"):
        assert ([each() for each in ask("insert_global_admin_js")], errors()) == ([""], 1)


def test_a_generator_of_buttons_that_fails_half_way_gives_none(hook):
    lines = ("yield Button('one')", "raise ValueError('broken')")
    hook("register_page_listing_buttons", "page, user, next_url=None", *lines, head=BUTTON)
    with activate_for_tests("notes"):
        assert (ask("register_page_listing_buttons")[0](page=None, user=None), errors()) == ([], 1)


def test_buttons_are_given(hook):
    hook("register_page_listing_buttons", "page, user, next_url=None", "yield Button('one')", head=BUTTON)
    with activate_for_tests("notes"):
        assert [each.label for each in ask("register_page_listing_buttons")[0](page=None, user=None)] == ["one"]


@pytest.mark.parametrize("result", ["raise ValueError('broken')", "return None"])
def test_a_failing_change_of_a_query_leaves_the_query(hook, db, result):
    hook("construct_explorer_page_queryset", "parent, pages, request", result)
    pages = Page.objects.all()
    with activate_for_tests("notes"):
        found = ask("construct_explorer_page_queryset")[0](None, pages, HttpRequest())
    assert (found is pages, errors()) == (True, 1)


def test_a_change_of_a_query_counts(hook, db):
    hook("construct_explorer_page_queryset", "parent, pages, request", "return pages.none()")
    with activate_for_tests("notes"):
        assert not ask("construct_explorer_page_queryset")[0](None, Page.objects.all(), HttpRequest()).exists()


def test_permissions_are_given_also_while_the_plugin_is_not_active(hook, db):
    """Saving a group would take them from it otherwise."""
    head = "from django.contrib.auth.models import Permission"
    hook("register_permissions", "", "return Permission.objects.filter(codename='access_admin')", head=head)
    with activate_for_tests():
        found = [each() for each in ask("register_permissions")]
    assert [list(each.values_list("codename", flat=True)) for each in found] == [["access_admin"]]


def test_failing_permissions_stay_those_of_the_plugin(hook, db):
    hook("register_permissions", "", "raise ValueError('broken')")
    found = ask("register_permissions")[0]()
    assert (found.model, list(found), errors()) == (Permission, [], 1)


def test_icons_are_those_before_when_it_fails(hook):
    hook("register_icons", "icons", "return icons.append('mine')")
    assert (ask("register_icons")[0](["a.svg"]), errors()) == (["a.svg"], 1)


def test_addresses_are_given_at_the_start(hook):
    hook("register_admin_urls", "", "return ['address']")
    with activate_for_tests():
        assert [each() for each in ask("register_admin_urls")] == [["address"]]


def test_failing_addresses_are_none(hook):
    hook("register_admin_urls", "", "raise ValueError('broken')")
    assert ([each() for each in ask("register_admin_urls")], errors()) == ([[]], 1)


def test_a_hook_nobody_knows_is_called_as_it_is(hook):
    hook("notes_own_hook", "", "raise ValueError('mine')")
    with activate_for_tests("notes"), pytest.raises(ValueError, match="mine"):
        ask("notes_own_hook")[0]()


def test_a_menu_item_is_shown_while_its_plugin_is_active(hook):
    hook("register_settings_menu_item", "", "return MenuItem('Notes', '/admin/notes/')", head=MENU)
    (item,) = [each() for each in ask("register_settings_menu_item")]
    shown = []
    for active in ([], ["notes"], []):
        with activate_for_tests(*active):
            shown.append(item.is_shown(HttpRequest()))
    assert shown == [False, True, False]


def test_a_menu_item_that_cannot_be_made_is_not_there(hook):
    hook("register_settings_menu_item", "", "raise ValueError('broken')")
    assert (ask("register_settings_menu_item"), errors()) == ([], 1)


FAILING_ITEM = f"""
{MENU}
class Item(MenuItem):
    def is_shown(self, request):
        raise ValueError('broken')
    def render_component(self, request):
        raise ValueError('broken')
"""


def own_item() -> MenuItem:
    """The item of the plugin; those of bundled plugins are given as well, until they are asked whether they are shown."""
    (item,) = [item for each in ask("register_admin_menu_item") if (item := each()).url == "/admin/notes/"]
    return item


def test_a_failing_menu_item_is_not_shown(hook):
    hook("register_admin_menu_item", "", "return Item('Notes', '/admin/notes/')", head=FAILING_ITEM)
    with activate_for_tests("notes"):
        item = own_item()
        assert (item.is_shown(HttpRequest()), errors()) == (False, 1)


def test_a_menu_item_that_cannot_be_drawn_is_a_plain_link(hook):
    hook("register_admin_menu_item", "", "return Item('Notes', '/admin/notes/')", head=FAILING_ITEM)
    with activate_for_tests("notes"):
        item = own_item()
        assert item.render_component(HttpRequest()).js_args()[0]["url"] == "/admin/notes/"


PANEL = """
from wagtail.admin.ui.components import Component
class Panel(Component):
    def render_html(self, parent_context=None):
        {body}
    {more}
def later(asked):
    from django.forms import Media
    return asked.append(1) or (Media() if len(asked) == 1 else None)
"""


@pytest.mark.parametrize(
    ("body", "more", "shown"),
    [
        ("return 'my panel'", "", True),
        ("raise ValueError('broken panel')", "", False),
        ("return ''", "media = property(lambda self: 1 / 0)", False),
        ("return ''", "order = property(lambda self: 1 / 0)", False),
        ("return 'my panel'", "media = None", False),
        ("return 'my panel'", "asked = []; media = property(lambda self: later(self.asked))", True),
        ("return type('Text', (str,), {'__html__': lambda self: 1 / 0})('my panel')", "", False),
        ("return 5", "", False),
    ],
)
def test_a_panel_cannot_cost_the_first_page_of_the_admin(hook, client, superuser, body, more, shown):
    hook("construct_homepage_panels", "request, panels", "panels.append(Panel())", head=PANEL.format(body=body, more=more))
    client.force_login(superuser)
    with activate_for_tests("notes"):
        response = client.get("/admin/")
    assert (response.status_code, "my panel" in response.content.decode()) == (200, shown)


def test_a_broken_wagtail_hooks_py_costs_the_plugin_and_not_the_admin(make, client, superuser, monkeypatch):
    """It worked in the trial, and fails in the process that serves."""
    make("notes")
    folder = loaded().found["notes"].folder
    (folder / "wagtail_hooks.py").write_text("raise ValueError('broken')")
    monkeypatch.setattr(hooks, "_searched_for_hooks", False)
    client.force_login(superuser)
    with activate_for_tests("notes"):
        status = client.get("/admin/").status_code
    assert (status, "wagtail_hooks.py could not be imported" in loaded().broken["notes"]) == (200, True)


def test_a_trial_hears_of_a_broken_wagtail_hooks_py(make, monkeypatch, tmp_path):
    make("notes")
    (loaded().found["notes"].folder / "wagtail_hooks.py").write_text("raise ValueError('broken')")
    monkeypatch.setattr(searching, "current_order", lambda: object())
    with pytest.raises(ValueError, match="broken"):
        searching.import_hooks("notes")
