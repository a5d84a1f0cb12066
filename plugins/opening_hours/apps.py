"""Where Opening hours begins."""

from __future__ import annotations

from sanad import PluginConfig


class OpeningHoursConfig(PluginConfig):
    """Two slots and a page of settings."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import register_settings, register_slot

        from . import settings, slots

        register_settings(settings.Settings)
        register_slot("head", slots.head)
        register_slot("footer", slots.hours)
