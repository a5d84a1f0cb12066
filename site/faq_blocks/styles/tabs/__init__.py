"""A tab for each topic. Good for a few topics of equal weight."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class Tabs(FaqStyle):
    """The scripts and the sheet of tabs are those of the block of tabs."""

    name = "tabs"
    label = _("Tabs by topic")
    description = _("A tab for each topic. Good for a few topics of equal weight.")
    icon = "desktop"
    order = 30
    css = ("content/css/tabs.css",)
    js = ("content/js/tabs.js",)
    heeds = ("first_open", "one_open", "icon_position", "numbered", "toggles_all")
    is_flat = False
    preview_value = sample(first_open=True)
