"""The room in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from operations.work import menu, urls
from operations.work.permissions import own_permissions


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    return [path("system/", include(urls))]


for _make in menu.menu_items():
    hooks.register("register_settings_menu_item", _make)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return own_permissions()


@hooks.register("construct_homepage_panels")
def add_troubles_panel(request: HttpRequest, panels: list[Component]) -> None:
    menu.add_panel(request, panels)
