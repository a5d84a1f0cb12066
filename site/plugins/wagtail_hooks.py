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


class PluginsMenuItem(MenuItem):
    """In the menu for those who may switch plugins."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return may_manage(request.user)


@hooks.register("register_admin_urls")
def register_screen() -> list[Any]:
    return [path("plugins/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return PluginsMenuItem(_("Plugins"), reverse("plugin_screen:index"), name="plugins", icon_name="plugin", order=900)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "plugins/icons/plugin.svg"]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """To switch plugins, and to remove what they keep; offered in the form of a group."""
    codenames = ["change_plugin", "delete_plugin"]
    return Permission.objects.filter(content_type__app_label="plugins", codename__in=codenames)


@hooks.register("insert_global_admin_css")
def notices_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("plugins/css/notices.css"))
