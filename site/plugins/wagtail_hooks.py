"""The plugin engine in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from plugins.settings.schema import schemas
from plugins.settings.views import PERMISSION, SettingsView, name_of


@hooks.register("register_admin_urls")
def settings_address() -> list[Any]:
    """The settings of each plugin."""
    return [path("plugins/<slug:slug>/settings/", SettingsView.as_view(), name="plugin_settings")]


@hooks.register("construct_settings_menu")
def settings_in_the_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """The settings of each active plugin, for those who may change them."""
    if request.user.has_perm(PERMISSION):
        for entry in schemas.entries():
            url = reverse("plugin_settings", args=[entry.owner])
            items.append(MenuItem(name_of(entry.owner), url, name=f"plugin-{entry.owner}", icon_name="cogs", order=5000))


@hooks.register("register_permissions")
def settings_permission() -> QuerySet[Permission]:
    """May be given to groups."""
    app_label, _dot, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
