from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from kb.review.admin.views import SOON
from kb.review.selectors import due_pages

LISTED = 6


class DuePanel(Component):
    """What somebody has to check, on the first page of the admin. It is not there when nothing is due."""

    name = "review_due"
    order = 70
    template_name = "kb/admin/due_panel.html"

    def __init__(self, articles: list[Any], *, own: int, total: int) -> None:
        self.articles, self.own, self.total = articles, own, total

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The first ones and how many there are."""
        return {"articles": self.articles, "own": self.own, "total": self.total, "url": reverse("kb_review_due")}


def due_panel(user: Any) -> DuePanel | None:
    """Return the panel for this person: what is theirs comes first, what nobody else looks after follows in the list."""
    mine = due_pages(user, within_days=SOON, only_own=True)
    own, total = mine.count(), due_pages(user, within_days=SOON).count()
    if not total:
        return None
    shown = mine if own else due_pages(user, within_days=SOON)
    return DuePanel(list(shown.select_related("locale")[:LISTED]), own=own, total=total)
