"""Lines without a box, several answers open at once. Good for long lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class ToggleList(FaqStyle):
    """Light enough for hundreds."""

    name = "toggle_list"
    label = _("Toggle list")
    description = _("Lines without a box, several answers open at once. Good for long lists.")
    icon = "collapse-down"
    order = 20
    heeds = ("first_open", "one_open", "numbered", "by_topic", "toggles_all")
    preview_value = sample(first_open=True, look={"toggles_all": True})
