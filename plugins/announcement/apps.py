"""Where Announcement begins."""

from __future__ import annotations

from sanad import PluginConfig


class AnnouncementConfig(PluginConfig):
    """Two slots, a page of settings, and an address from which a banner is fetched when its time comes."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import register_settings, register_slot

        from . import settings, slots

        register_settings(settings.Settings)
        register_slot("head", slots.head)
        register_slot("header", slots.banner)
