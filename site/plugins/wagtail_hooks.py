"""Plugins in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from plugins.admin import urls
from plugins.admin.permissions import may_manage
from plugins.loaded import loaded
from plugins.settings.schema import schemas
from plugins.settings.views import PERMISSION, SettingsView


class PluginsMenuItem(MenuItem):
    """In the menu for those who may switch plugins."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return may_manage(request.user)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    settings_page = path("plugins/<slug:slug>/settings/", SettingsView.as_view(), name="plugin_settings")
    return [settings_page, path("plugins/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return PluginsMenuItem(_("Plugins"), reverse("plugin_screen:index"), name="plugins", icon_name="plugin", order=900)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "plugins/icons/plugin.svg"]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """To switch plugins, to remove what they keep, and to change their settings; offered in the form of a group."""
    codenames = ["change_plugin", "delete_plugin", "change_pluginsettings"]
    return Permission.objects.filter(content_type__app_label="plugins", codename__in=codenames)


@hooks.register("insert_global_admin_css")
def notices_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("plugins/css/notices.css"))


@hooks.register("construct_settings_menu")
def settings_in_the_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """The settings of each active plugin, for those who may change them."""
    if request.user.has_perm(PERMISSION):
        for entry in schemas.entries():
            url = reverse("plugin_settings", args=[entry.owner])
            items.append(MenuItem(loaded().name(entry.owner), url, name=f"plugin-{entry.owner}", icon_name="cogs", order=5000))
