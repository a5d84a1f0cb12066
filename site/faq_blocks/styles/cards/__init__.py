"""Short answers in columns, read at a glance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class Cards(FaqStyle):
    """Every answer is open."""

    name = "cards"
    label = _("Cards")
    description = _("Short answers in columns, read at a glance.")
    icon = "grip"
    order = 40
    heeds = ("columns", "numbered", "by_topic")
    preview_value = sample(look={"columns": "2"})
