"""What waits in the inbox, on the admin's first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from wagtail.admin.ui.components import Component

from feedback.inbox.permissions import may_triage
from feedback.inbox.selectors import comments_visible_to, notices_for, own_open, thing_of, things_of
from feedback.models import State

SHOWN = 5


class InboxPanel(Component):
    """The open comments that somebody answers for, the oldest first, and publishes nobody was asked about."""

    name = "readers-comments"
    order = 70
    template_name = "feedback/admin/panel.html"

    def __init__(self, user: Any) -> None:
        self.own = own_open(user)
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What is shown; the panel stays empty where nothing waits."""
        shown = list(self.own[:SHOWN])
        things = things_of(shown)
        counts = comments_visible_to(self.user).filter(state=State.OPEN).aggregate(all=Count("pk"))
        return {
            "rows": [(each, thing_of(each, things)) for each in shown],
            "count": self.own.count() if shown else 0,
            "all": counts["all"],
            "notices": list(notices_for(self.user)[:SHOWN]),
        }


def add_panel(request: Any, panels: list[Component]) -> None:
    """For those who work in the inbox."""
    if may_triage(request.user):
        panels.append(InboxPanel(request.user))
