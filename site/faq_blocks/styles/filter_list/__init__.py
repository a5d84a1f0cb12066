"""Narrows as readers type or choose a topic. Good for more than twenty questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.anchors import unique_anchor
from content.digits import in_digits_of, language_of
from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.samples import sample


class FilterList(FaqStyle):
    """What is typed never leaves the browser."""

    name = "filter_list"
    label = _("Filter list")
    description = _("Narrows as readers type or choose a topic. Good for more than twenty questions.")
    icon = "search"
    order = 60
    heeds = ("first_open", "one_open", "icon_position", "numbered", "by_topic", "toggles_all")
    is_flat = False
    preview_value = sample()

    def get_context(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the counts in the digits of the page, and each entry with its topic."""
        language, entries = language_of(context), context["entries"]
        groups = [
            {
                "anchor": each.anchor,
                "title": each.title,
                "entries": each.entries,
                "number": in_digits_of(len(each.entries), language),
            }
            for each in context["groups"]
        ]
        by_title = {each["title"]: each for each in groups}
        several = len(groups) > 1
        return {
            "groups": groups,
            "rows": [(each, by_title[each.topic] if several else None) for each in entries],
            "total": in_digits_of(len(entries), language),
            "digits": in_digits_of("0123456789", language),
            "filter_id": unique_anchor("find in questions", context["anchors"]),
        }
