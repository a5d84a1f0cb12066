"""The tick beside "Publish": this is a major change, count the votes anew."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.snippets.action_menu import ActionMenuItem as SnippetActionMenuItem

from feedback.kinds import has_kind, kind_of
from feedback.selectors import restart_waits, vote_counts
from feedback.services import count_restart, count_restart_withdraw

FIELD = "feedback-restart"
ASKED = "feedback-restart-asked"


class RestartTick:
    """In the menu of the editor, above "Publish"; only for what has votes. `subject` is its name in the menu's context."""

    name = "feedback-restart"
    order = 25
    template_name = "feedback/admin/restart_item.html"
    subject = "page"
    form_id = "page-edit-form"

    class Media:
        css = {"all": ["feedback/css/admin-votes.css"]}

    def is_shown(self, context: Any) -> bool:
        """Nothing begins anew where nothing was counted."""
        target = context.get(self.subject)
        if context["view"] != "edit" or context.get("locked_for_user") or target is None or not has_kind(target):
            return False
        return bool(vote_counts(target).total)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Whether it is ticked, and how many votes are meant."""
        target = parent_context[self.subject]
        context: dict[str, Any] = super().get_context_data(parent_context)  # type: ignore[misc]
        told = {"waits": restart_waits(target), "counts": vote_counts(target), "form_id": self.form_id}
        return {**context, **told, "field": FIELD, "asked": ASKED}


class RestartItem(RestartTick, ActionMenuItem):
    """Of pages."""


class SnippetRestartItem(RestartTick, SnippetActionMenuItem):
    """Of other things, whose menu stands within their form."""

    subject = "instance"
    form_id = ""


def drop_restart(request: HttpRequest, target: Model) -> None:
    """Take back what is ticked no more, before saving publishes it."""
    if ASKED in request.POST and FIELD not in request.POST and has_kind(target):
        count_restart_withdraw(target)


def take_restart(request: HttpRequest, target: Model) -> None:
    """Store what was ticked when something was saved, be it as a draft, for a later time or for a reviewer."""
    if not {ASKED, FIELD} <= request.POST.keys() or not has_kind(target):
        return
    revision = kind_of(target).revisions(target).order_by("-pk").first()
    if revision is not None and not restart_waits(target):
        count_restart(target, revision)
