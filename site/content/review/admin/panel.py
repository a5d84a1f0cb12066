from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from content.review.admin.views import SOON
from content.review.selectors import due_pages

LISTED = 6


class DuePanel(Component):
    """What somebody has to check, on the first page of the admin. It is not there when nothing is due."""

    name = "review_due"
    order = 70
    template_name = "content/review/due_panel.html"

    def __init__(self, pages: list[Any], *, own: int, total: int) -> None:
        self.pages, self.own, self.total = pages, own, total

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The first ones and how many there are."""
        return {"pages": self.pages, "own": self.own, "total": self.total, "url": reverse("content_review_due")}


def due_panel(user: Any) -> DuePanel | None:
    """Return the panel for this person: what is theirs comes first, what nobody else looks after follows in the list."""
    mine = due_pages(user, within_days=SOON, only_own=True)
    every = due_pages(user, within_days=SOON)
    if not every:
        return None
    return DuePanel((mine or every)[:LISTED], own=len(mine), total=len(every))
