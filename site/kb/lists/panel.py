"""The way to the lists, on the admin's first page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from kb.lists.registry import all_lists
from kb.lists.selectors import last_counts

SHOWN = 4


class MendPanel(Component):
    """The fullest lists. The numbers are those of the last look at them: counting is left to the page of the lists."""

    name = "mend"
    order = 75
    template_name = "kb/admin/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Lists with their numbers, if these are known."""
        counts = last_counts(parent_context["request"].user)
        # Being read is nothing to be mended.
        found = [(each, counts.get(each.name, 0)) for each in all_lists() if each.name != "most-viewed"]
        fullest = sorted((each for each in found if each[1]), key=lambda each: -each[1])[:SHOWN]
        rows = [(entry, count, reverse("kb_list", args=[entry.name])) for entry, count in fullest]
        return {"rows": rows, "all_url": reverse("kb_lists")}
