"""Where Shortcodes begins."""

from __future__ import annotations

from sanad import PluginConfig


class ShortcodesConfig(PluginConfig):
    """A filter for the texts of pages, a slot for the style sheet, and checks for editors."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from django.utils.translation import gettext_lazy as _

        from sanad import add_filter, register_content_check

        from . import builtin, checks, filters

        builtin.register()
        add_filter("body_html", filters.shortcodes_shown)
        register_content_check("shortcodes__unknown", _("Unknown shortcodes"), checks.unknown_shortcodes)
        register_content_check("shortcodes__unclosed", _("Shortcodes that nobody closed"), checks.unclosed_shortcodes)
