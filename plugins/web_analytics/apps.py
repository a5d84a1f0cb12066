"""Where Web analytics begins."""

from __future__ import annotations

from sanad import PluginConfig


class WebAnalyticsConfig(PluginConfig):
    """A slot, a line in the policy for content, and a page of settings."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import add_filter, register_settings, register_slot

        from . import settings, tag

        register_settings(settings.Settings)
        register_slot("head", tag.tag)
        add_filter("csp_sources", tag.allowed_hosts)
