"""The dashboards in the admin."""

from __future__ import annotations


def register() -> None:
    """Called once when the room is ready."""
    from wagtail import hooks

    from localization.dashboards import admin

    hooks.register("register_admin_viewset", admin.page_views)
