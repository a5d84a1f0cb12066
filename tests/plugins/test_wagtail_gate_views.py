"""What plugins gave to the admin at its start: not found while the plugin is not active."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path
from wagtail import hooks
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.snippets import models as snippet_models
from wagtail.users.forms import GroupForm

import config.urls
from plugins import lifecycle
from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks

# SQLite changes no tables inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

MODELS = """
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.snippets.models import register_snippet

@register_snippet
class Note(models.Model):
    text = models.CharField(max_length=80)

@register_setting
class Options(BaseGenericSetting):
    colour = models.CharField(max_length=80)
"""
HOOKS = """
from django.http import HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from .models import Note
from .views import page, failing, leaving

@hooks.register("register_admin_urls")
def addresses():
    return [path("notes/", page), path("notes/failing/", failing), path("notes/leaving/", leaving)]

@hooks.register("register_admin_viewset")
def viewset():
    return ModelViewSet("own_notes", model=Note, form_fields=["text"], icon="edit", add_to_admin_menu=True)
"""
VIEWS = """
import sys
from django.http import HttpResponse

def page(request):
    return HttpResponse("notes")

def failing(request):
    raise ValueError("broken")

def leaving(request):
    sys.exit(3)
"""

MIGRATION = """
from django.db import migrations, models

def table(name, field):
    return migrations.CreateModel(name, [
        ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False, verbose_name="ID")),
        (field, models.CharField(max_length=80)),
    ])

class Migration(migrations.Migration):
    initial = True
    operations = [table("Note", "text"), table("Options", "colour")]
"""
FILES = {
    "models.py": MODELS,
    "wagtail_hooks.py": HOOKS,
    "views.py": VIEWS,
    "migrations/__init__.py": "",
    "migrations/0001_initial.py": MIGRATION,
}


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def notes(make) -> Iterator[None]:
    """A plugin with an admin page, a viewset, a snippet and settings, active, its addresses beside those of the site."""
    lists = viewsets.viewsets, snippet_models.SNIPPET_MODELS, settings_registry
    before = [list(each) for each in lists]
    make("notes", FILES, provides=["models"])
    lifecycle.activate("notes")
    for callback in of_notes("register_admin_viewset"):
        viewsets.register(callback())
    fresh = ModuleType("urls_with_notes")
    fresh.urlpatterns = [path("admin/", include(list(addresses(len(before[0]))))), *config.urls.urlpatterns]  # type: ignore[attr-defined]
    for name in ("handler403", "handler404", "handler500"):
        setattr(fresh, name, getattr(config.urls, name))
    with override_settings(ROOT_URLCONF=fresh):
        yield
    for each, entries in zip(lists, before, strict=True):
        each[:] = entries
    clear_url_caches()


def of_notes(name: str) -> list[Any]:
    return [each for each in hooks.get_hooks(name) if each.__module__.startswith("sanad_plugins.notes")]


def addresses(known: int) -> Iterator[Any]:
    """What Wagtail makes of the hooks of the plugin when it imports its addresses."""
    for callback in of_notes("register_admin_urls"):
        yield from callback()
    for each in viewsets.viewsets[known:]:
        yield path(f"{each.url_prefix}/", include((each.get_urlpatterns(), each.url_namespace), namespace=each.url_namespace))


@pytest.fixture
def root(superuser) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(superuser)
    return client


PAGES = ["/admin/notes/", "/admin/own_notes/", "/admin/snippets/notes/note/", "/admin/settings/notes/options/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_admin_is_there_while_the_plugin_is_active(notes, root, page):
    found = []
    for switch in (None, lifecycle.deactivate, lifecycle.activate):
        if switch:
            switch("notes")
        found.append(root.get(page, follow=True).status_code)
    assert found == [200, 404, 200]


def test_a_snippet_is_listed_while_its_plugin_is_active(notes, root):
    found = ["Notes" in root.get("/admin/snippets/", follow=True).content.decode()]
    lifecycle.deactivate("notes")
    found.append("Notes" in root.get("/admin/snippets/", follow=True).content.decode())
    assert found == [True, False]


@pytest.mark.parametrize(("name", "number"), [("register_admin_menu_item", 1), ("register_settings_menu_item", 1)])
def test_menu_items_that_wagtail_made_for_the_plugin_are_shown_while_it_is_active(notes, rf, superuser, name, number):
    request = rf.get("/")
    request.user = superuser
    items = [callback() for callback in hooks.get_hooks(name)]
    shown = {True: 0, False: 0}
    shown[True] = sum(item.is_shown(request) for item in items if getattr(item, "plugin_gate", "") == "notes")
    lifecycle.deactivate("notes")
    shown[False] = sum(item.is_shown(request) for item in items if getattr(item, "plugin_gate", "") == "notes")
    assert shown == {True: number, False: 0}


@pytest.mark.parametrize("page", ["failing", "leaving"])
def test_a_failing_page_is_a_failure_of_the_plugin(notes, root, page):
    status = root.get(f"/admin/notes/{page}/").status_code
    errors = {each.where: each.errors for each in statistics("notes") if each.errors}
    assert (status, errors) == (500, {f"/admin/notes/{page}/": 1})


def test_a_view_that_fails_leaves_the_other_pages_alone(notes, root):
    root.get("/admin/notes/failing/")
    assert root.get("/admin/notes/").status_code == 200


def test_permissions_of_the_plugins_models_can_be_given_to_groups(notes, root):
    """They are there also while it is not active, so that saving a group does not take them away."""
    lifecycle.deactivate("notes")
    permission = Permission.objects.get(codename="change_options", content_type__app_label="notes")
    assert permission in GroupForm().fields["permissions"].queryset
