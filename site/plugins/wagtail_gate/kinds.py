"""What Wagtail does with each of its hooks: when it asks, and which answer means that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.menus import MenuItem as ButtonMenuItem
from wagtail.admin.widgets.button import BaseButton

# No function is registered, but a class, that nobody calls.
AS_IT_IS = frozenset({"register_bulk_action"})

# Asked for once in the life of a process, or needed for what a plugin has left in the database.
AT_START = frozenset(
    {
        "construct_admin_api",
        "register_actions",
        "register_admin_urls",
        "register_admin_viewset",
        "register_icons",
        "register_image_operations",
        "register_log_actions",
        "register_permissions",  # without them, saving a group would take them from it
        "register_rich_text_features",
    }
)

# Asked for once, each without arguments, and the one thing it answers is kept.
_MADE_ONCE = frozenset({"register_admin_search_area", "register_group_permission_panel"})
# Named like those, but asked each time and with arguments.
_MADE_EACH_TIME = frozenset({"register_account_menu_item", "register_snippet_action_menu_item"})

_NOTHING = _MADE_EACH_TIME | {
    "describe_collection_contents",
    "get_avatar_url",
    "register_account_settings_panel",
    "register_actions",
    "register_log_actions",
    "register_rich_text_features",
}
_LISTS = frozenset({"register_admin_urls", "register_image_operations"})
# Of other hooks the name tells: see `wanted_in`.
_HELD: dict[str, type | tuple[type, ...]] = {
    "construct_homepage_panels": Component,
    "construct_homepage_summary_items": SummaryItem,
    "construct_wagtail_userbar": Component,
    "construct_page_listing_buttons": BaseButton,
    "construct_snippet_listing_buttons": BaseButton,
    "register_account_menu_item": dict,
    "register_admin_search_area": SearchArea,
    "register_icons": str,
}
_PASSED_ON = frozenset({"filter_form_submissions_for_user", "register_icons"})

Default = Callable[[str, tuple[Any, ...]], Any]  # (slug, arguments) -> what the callback answers when it fails


def is_made_once(name: str) -> bool:
    """Does Wagtail, or a group of menu items, ask for this once and keep what comes?"""
    return name in _MADE_ONCE or (name.endswith("_menu_item") and name not in _MADE_EACH_TIME)


def default_of(name: str) -> Default | None:
    """Return what stands for a failing callback; None for a hook that neither Wagtail nor we know."""
    if name == "register_permissions":
        return lambda slug, arguments: Permission.objects.filter(content_type__app_label=slug)
    if name == "register_admin_viewset" or name in _LISTS or is_list(name):
        return lambda slug, arguments: []
    if is_passed_on(name):
        return lambda slug, arguments: _passed(arguments)
    if name.startswith("insert_"):
        return lambda slug, arguments: SafeString("")
    if name in _NOTHING or name.startswith(("construct_", "before_", "after_")):
        return lambda slug, arguments: None
    return None


def is_list(name: str) -> bool:
    """Does the callback answer with several things? It may be a generator."""
    return name in _LISTS or (name.startswith("register_") and name.endswith("_buttons"))


def is_passed_on(name: str) -> bool:
    """Does the callback get a list or a query, and answer with the one to go on with?"""
    return name in _PASSED_ON or (name.startswith("construct_") and name.endswith("_queryset"))


def wanted_in(name: str) -> type | tuple[type, ...] | None:
    """Return the classes of the things that a plugin adds by this hook; None where Wagtail takes anything."""
    if name in _HELD:
        return _HELD[name]
    if name.endswith("_buttons"):
        return (BaseButton, ButtonMenuItem)
    if name.endswith("_action_menu_item") or name.endswith("_action_menu"):
        return Component
    if name.startswith(("register_", "construct_")) and name.endswith(("_menu_item", "_menu")):
        return MenuItem
    return None


def may_refuse(name: str) -> bool:
    """May the callback refuse what somebody is about to do, by PermissionDenied or Http404?"""
    return name.startswith(("before_", "after_"))


def expected_of(name: str, arguments: tuple[Any, ...]) -> type | tuple[type, ...] | None:
    """Return the type of a right answer; None where Wagtail takes anything."""
    if name.startswith("insert_"):
        return str
    if name == "register_permissions":
        return QuerySet
    if is_passed_on(name):
        return QuerySet if isinstance(_passed(arguments), QuerySet) else list
    return None


def _passed(arguments: tuple[Any, ...]) -> Any:
    return next((each for each in reversed(arguments) if isinstance(each, (QuerySet, list))), None)
