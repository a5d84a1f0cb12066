"""The same to many comments at once, after a question, with a way back."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from content.converters import row_id
from feedback.inbox.filters import CommentFilterSet, PersonField
from feedback.inbox.listing import searched_by
from feedback.inbox.selectors import comments_visible_to, triagers
from feedback.inbox.services import comments_assign, comments_set_state
from feedback.models import Comment, State

NAMED = 10
"""Comments that are named in the question."""


class StateForm(forms.Form):
    """Which state."""

    state = forms.ChoiceField(label=_("State"), choices=State.choices, widget=forms.RadioSelect)


class AssigneeForm(forms.Form):
    """To whom."""

    assignee = PersonField(label=_("Assign to"), queryset=None, required=False, empty_label=_("nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = triagers()  # type: ignore[attr-defined]


class CommentBulkAction(BulkAction):
    """Asks first, does it to what this person may see, and says how it is undone."""

    models = [Comment]
    template_name = "feedback/admin/bulk.html"

    @cached_property
    def chosen(self) -> list[Comment]:
        """The ticked comments; with "all", those of the list as it was filtered."""
        visible, asked = comments_visible_to(self.request.user), self.request.GET.getlist("id")
        if "all" in asked:
            return list(narrowed(visible, self.request, self.next_url).order_by("-said"))
        return list(visible.filter(pk__in=filter(None, map(row_id, asked))).order_by("-said"))

    def get_actionable_objects(self) -> tuple[list[Comment], dict[str, Any]]:
        """Nothing is told of comments that this person may not see, not even that there are some."""
        return self.chosen, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is asked."""
        context = super().get_context_data(**kwargs)
        return {**context, "named": self.chosen[:NAMED], "more": max(0, len(self.chosen) - NAMED), "title": self.display_name}

    def get_execution_context(self) -> dict[str, Any]:
        """What was chosen, who does it, and the number by which it can be undone."""
        assert self.cleaned_form is not None  # noqa: S101  # nosec B101 # for the type checker: it is set before
        self.batch = uuid.uuid4()
        return {**self.cleaned_form.cleaned_data, "user": self.request.user, "batch": self.batch}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> None:
        """Tell how many, with the way back; Wagtail's own message has no room for a button."""
        sentence = ngettext("%(count)d comment changed.", "%(count)d comments changed.", num_parent_objects)
        left = len(self.chosen) - num_parent_objects
        text = sentence % {"count": num_parent_objects}
        if left:
            text += " " + self.about_those_left(left)
        undo = reverse("feedback_comments:undo", args=[self.batch])
        buttons = [messages.button(undo, gettext("Undo"))] if num_parent_objects else []
        messages.success(self.request, text, buttons=buttons)

    def about_those_left(self, count: int) -> str:
        """Say why some were left alone."""
        return ngettext("%(count)d was so already.", "%(count)d were so already.", count) % {"count": count}


class BulkState(CommentBulkAction):
    """Open, plan, close or decline many."""

    display_name = _("Change state")
    action_type = "state"
    aria_label = _("Change the state of the selected comments")
    action_priority = 10
    form_class = StateForm

    @classmethod
    def execute_action(cls, objects: list[Comment], **chosen: Any) -> tuple[int, int]:
        """Do it to those that are not so already."""
        pks = [each.pk for each in objects]
        return comments_set_state(pks=pks, state=chosen["state"], user=chosen["user"], batch=chosen["batch"]), 0


class BulkAssign(CommentBulkAction):
    """Give many to somebody."""

    display_name = _("Assign")
    action_type = "assign"
    aria_label = _("Assign the selected comments")
    action_priority = 20
    form_class = AssigneeForm

    @classmethod
    def execute_action(cls, objects: list[Comment], **chosen: Any) -> tuple[int, int]:
        """Do it where this person may edit the page."""
        pks, assignee = [each.pk for each in objects], chosen["assignee"]
        return comments_assign(pks=pks, assignee=assignee, user=chosen["user"], batch=chosen["batch"]), 0

    def about_those_left(self, count: int) -> str:
        """Say why some were left alone."""
        return ngettext(
            "%(count)d was left alone: it was so already, or this person may not edit the page.",
            "%(count)d were left alone: they were so already, or this person may not edit the page.",
            count,
        ) % {"count": count}


def narrowed(comments: QuerySet[Comment], request: Any, address: str) -> QuerySet[Comment]:
    """Return the comments of a list as its address filters and searches them."""
    parameters = QueryDict(urlsplit(address).query)
    filters = CommentFilterSet(parameters, request=request)
    comments = filters.filter_queryset(comments) if filters.is_valid() else comments.none()
    words = parameters.get("q", "").strip()
    matching = Q()
    for name in searched_by(request.user) if words else ():
        matching |= Q(**{f"{name}__icontains": words})
    return comments.filter(matching)
