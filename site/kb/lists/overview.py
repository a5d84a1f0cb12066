"""All lists at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.editors import EditorsReport
from kb.lists.registry import EditorsList, all_lists
from kb.lists.selectors import list_counts


class OverviewView(EditorsReport):
    """All lists, each with the number of pages in it."""

    page_title = _("What to mend next")
    header_icon = "list-ul"
    template_name = "kb/admin/lists.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists with their numbers."""
        return {**super().get_context_data(**kwargs), "lists": rows_for(self.request.user)}


def rows_for(user: Any) -> Sequence[tuple[EditorsList, int, str]]:
    """Return each list with its number and its address."""
    counts = list_counts(user)
    return [(each, counts.get(each.name, 0), reverse("kb_list", args=[each.name])) for each in all_lists()]
