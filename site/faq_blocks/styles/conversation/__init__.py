"""The reader asks, the shop answers. Good for a first visit or a delicate subject."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class Conversation(FaqStyle):
    """Every answer is open."""

    name = "conversation"
    label = _("Conversation")
    description = _("The reader asks, the shop answers. Good for a first visit or a delicate subject.")
    icon = "comment"
    order = 70
    heeds = ("by_topic",)
    preview_value = sample()
