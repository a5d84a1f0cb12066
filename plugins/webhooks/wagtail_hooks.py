"""Receivers and log in the admin."""

from __future__ import annotations

from wagtail import hooks

from .admin import WebhooksGroup


@hooks.register("register_admin_viewset")
def register_viewset() -> WebhooksGroup:
    return WebhooksGroup()
