from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from localization.links import link_to
from localization.models import Translation
from localization.queue.selectors import Counts, counts_for, free_of, mine_of, open_for, ordered, reviews_of, rows_by_id
from localization.rights import standing_of

LISTED = 6


class QueuePanel(Component):
    """What somebody has to translate or review, on the first page of the admin. It is not there when nothing waits."""

    name = "translation_queue"
    order = 60
    template_name = "localization/queue/panel.html"

    def __init__(self, counts: Counts, mine: list[Translation], reviews: list[Translation], free: list[Translation]) -> None:
        self.counts, self.mine, self.reviews, self.free = counts, mine, reviews, free

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The first of each, and how many there are."""
        return {
            "counts": self.counts,
            "mine": self.mine,
            "reviews": self.reviews,
            "free": self.free,
            "url": link_to("queue"),
            "csrf_token": parent_context.get("csrf_token") if parent_context else None,
        }


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it to whoever translates, when anything waits for them."""
    user = request.user
    if not standing_of(user).is_anything:
        return
    counts, rows = counts_for(user), open_for(user)
    if counts.mine or counts.free or counts.review:
        mine = rows_by_id(ordered(mine_of(rows, user))[:LISTED]) if counts.mine else []
        reviews = rows_by_id(ordered(reviews_of(rows, user))[:LISTED]) if counts.review else []
        # What nobody has is listed for those who have nothing else to begin with.
        free = [] if mine or reviews else rows_by_id(ordered(free_of(rows))[:LISTED])
        panels.append(QueuePanel(counts, mine, reviews, free))
