from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FaqBlocksConfig(AppConfig):
    name = "faq_blocks"
    label = "faq_blocks"
    verbose_name = _("FAQ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.registry import register_block
        from faq_blocks.blocks import FaqAccordionBlock
        from faq_blocks.styles import ACCORDION, FaqStyle, register_faq_style

        register_block("faq_accordion", FaqAccordionBlock(), order=70)
        register_faq_style(FaqStyle(ACCORDION, _("Accordion"), "faq_blocks/blocks/faq_accordion.html"), order=10)
