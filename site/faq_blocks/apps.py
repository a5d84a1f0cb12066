from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from faq_blocks import hooks  # noqa: F401


class FaqBlocksConfig(AppConfig):
    name = "faq_blocks"
    label = "faq_blocks"
    verbose_name = _("FAQ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.filling import register_filler
        from faq_blocks import translating
        from faq_blocks.blocks.listing import NOTED
        from faq_blocks.blocks.offered import offer_styles
        from faq_blocks.checks import pages as page_checks
        from faq_blocks.exchange import tasks as imports
        from faq_blocks.filling import library_filled
        from faq_blocks.own_pages.sitemap import SECTION
        from faq_blocks.own_pages.structured import faq_page
        from faq_blocks.places import receivers
        from faq_blocks.readers import registering as readers
        from faq_blocks.searching import documents, shown
        from theme.noted import register_noted
        from theme.sitemaps import register_sitemap_section

        register_filler(library_filled)
        offer_styles()
        readers.register()
        register_noted(NOTED, faq_page)
        register_sitemap_section("questions", SECTION)
        page_checks.register_own()
        translating.connect()
        imports.connect()
        receivers.connect()
        documents.register()
        shown.register()
