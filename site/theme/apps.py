from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from theme import hooks  # noqa: F401


class ThemeConfig(AppConfig):
    name = "theme"
    label = "theme"
    verbose_name = _("Theme")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks as wagtail_hooks

        from plugins.hooks import add_filter
        from plugins.reference import Section, sections
        from theme import checks, described, newer, page_gate
        from theme.compare import registering  # noqa: F401
        from theme.names import site_name
        from theme.page_links import ReaderPageLinkHandler
        from theme.redirects import keeping

        # After Wagtail's own, which registers with order 0.
        @wagtail_hooks.register("register_rich_text_features", order=99)
        def register_page_links(features: Any) -> None:
            features.register_link_type(ReaderPageLinkHandler)

        page_gate.connect()
        keeping.connect()
        newer.connect()
        checks.register_own()
        add_filter("account_site_name", site_name)
        sections.add(Section("Slots", described.SLOTS_WORDS, described.slots))
