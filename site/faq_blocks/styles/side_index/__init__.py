"""The questions stay in sight beside the answers, which are all open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class SideIndex(FaqStyle):
    """The list of questions marks the one that is being read."""

    name = "side_index"
    label = _("Side index")
    description = _("The questions stay in sight beside the answers, which are all open.")
    icon = "list-ol"
    order = 50
    heeds = ("numbered",)
    is_flat = False
    preview_value = sample()
