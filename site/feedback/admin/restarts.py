"""The tick beside "Publish": this is a major change, count the votes anew."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page, Revision

from content.models import HelpPage
from feedback.selectors import restart_waits, vote_counts
from feedback.services import count_restart, count_restart_withdraw

FIELD = "feedback-restart"
ASKED = "feedback-restart-asked"


class RestartItem(ActionMenuItem):
    """In the menu of the editor, above "Publish"; only for pages that have votes."""

    name = "feedback-restart"
    order = 25
    template_name = "feedback/admin/restart_item.html"

    class Media:
        css = {"all": ["feedback/css/admin-votes.css"]}

    def is_shown(self, context: Any) -> bool:
        """Nothing begins anew where nothing was counted."""
        page = context.get("page")
        if context["view"] != "edit" or context["locked_for_user"] or not isinstance(page, HelpPage):
            return False
        return bool(vote_counts(page).total)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Whether it is ticked, and how many votes are meant."""
        page = parent_context["page"]
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "field": FIELD, "asked": ASKED, "waits": restart_waits(page), "counts": vote_counts(page)}


def drop_restart(request: HttpRequest, page: Page) -> None:
    """Take back what is ticked no more, before saving publishes it."""
    if ASKED in request.POST and FIELD not in request.POST and isinstance(page, HelpPage):
        count_restart_withdraw(page)


def take_restart(request: HttpRequest, page: Page) -> None:
    """Store what was ticked when a page was saved, be it as a draft, for a later time or for a reviewer."""
    if not {ASKED, FIELD} <= request.POST.keys() or not isinstance(page, HelpPage):
        return
    revision = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("-pk").first()
    if revision is not None and not restart_waits(page):
        count_restart(page, revision)
