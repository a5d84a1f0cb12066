"""What the queue registers with the room: the menu of translations, and the panel on the admin's first page."""

from __future__ import annotations

from wagtail import hooks


def register() -> None:
    """Called once when the room is ready."""
    from localization.queue import menu, panel

    hooks.register("register_admin_menu_item", menu.menu_item)
    hooks.register("construct_homepage_panels", panel.add_panel)
