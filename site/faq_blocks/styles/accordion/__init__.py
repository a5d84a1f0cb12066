"""Questions in a box whose answers open in place. The usual choice for up to ten."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class Accordion(FaqStyle):
    """The one that stands in for styles that are missing."""

    name = "accordion"
    label = _("Accordion")
    description = _("Questions in a box whose answers open in place. The usual choice for up to ten.")
    icon = "list-ul"
    order = 10
    heeds = ("first_open", "one_open", "icon_position", "numbered", "by_topic", "toggles_all")
    preview_value = sample(first_open=True, one_open=True)
