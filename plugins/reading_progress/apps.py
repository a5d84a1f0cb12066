"""Where Reading progress begins."""

from __future__ import annotations

from sanad import PluginConfig


class ReadingProgressConfig(PluginConfig):
    """Two slots and a page of settings."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import register_settings, register_slot

        from . import settings, slots

        register_settings(settings.Settings)
        register_slot("head", slots.head)
        register_slot("article_before", slots.reading_time)
