"""The dashboards in the admin."""

from __future__ import annotations

from typing import Any


def register() -> None:
    """Called once when the room is ready."""
    from wagtail import hooks

    hooks.register("register_admin_viewset", page_views)


def page_views() -> Any:
    """Our views of pages: Wagtail asks for them when its addresses are made."""
    from localization.dashboards.page_views import HelpPageViewSet

    return HelpPageViewSet()
