"""The list of comments in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic import IndexView

from feedback.inbox.exporting import StreamingExportMixin
from feedback.inbox.filters import EVERYTHING, CommentFilterSet
from feedback.inbox.permissions import sees_addresses
from feedback.inbox.selectors import comments_visible_to, state_counts, thing_of, things_of
from feedback.kinds import Thing
from feedback.models import Comment, State
from search.admin.columns import TimeColumn
from search.admin.counting import CountingPaginator

SEARCHED = ["text", "query", "note", "answer"]
COUNTED = ngettext_lazy("%(count)d comment", "%(count)d comments", "count")


class CommentColumn(Column):
    """What the reader said, why, and about what."""

    cell_template_name = "feedback/admin/cells/comment.html"

    class Media:
        css = {"all": ["search/css/admin-lists.css", "feedback/css/inbox.css"]}

    def __init__(self, *args: Any, things: dict[tuple[int, int], Thing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things = things

    def get_cell_context_data(self, instance: Comment, parent_context: Any) -> dict[str, Any]:
        """With what it is about."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {
            **context,
            "url": reverse("feedback_comments:comment", args=[instance.pk]),
            "thing": thing_of(instance, self.things),
            "waits": bool(instance.email) and not instance.erased and not _is_answered(instance),
            "is_answered": _is_answered(instance),
        }


def _is_answered(comment: Comment) -> bool:
    """Whether the answer came after the reader's last words."""
    return comment.answered is not None and comment.answered >= comment.said


class StateColumn(Column):
    """The state, and who has it."""

    cell_template_name = "feedback/admin/cells/state.html"


class CommentPaginator(CountingPaginator):
    """Counts comments in the forms of every language."""

    @cached_property
    def items_count_label(self) -> str:
        """The number of all rows with what they are."""
        return str(COUNTED % {"count": self.count})


class CommentIndexView(StreamingExportMixin, IndexView):
    """The inbox: what this person may see of it, the open comments first."""

    any_permission_required = ["change"]
    paginator_class = CommentPaginator
    template_name = "feedback/admin/comments.html"
    results_template_name = "feedback/admin/comments_results.html"
    page_title = _("Readers’ comments")
    default_ordering = "-said"
    filterset_class = CommentFilterSet
    export_headings = {
        "comment.pk": _("Number"),
        "comment.said": _("Date"),
        "state": _("State"),
        "reason": _("Reason"),
        "comment.is_helpful": _("Helpful"),
        "comment.language": _("Language"),
        "kind": _("Kind"),
        "page_title": _("Page"),
        "page_link": _("Address"),
        "comment.section": _("Section"),
        "comment.query": _("Searched for"),
        "comment.text": _("Comment"),
        "comment.email": _("E-mail address"),
        "assignee": _("Assigned to"),
        "comment.note": _("Internal note"),
        "comment.answer": _("Answer"),
        "comment.answered": _("Answered"),
        "comment.closed": _("Closed on"),
    }
    export_filename = "comments"

    @cached_property
    def search_fields(self) -> list[str]:
        """The words; and addresses, for those who may see them."""
        return searched_by(self.request.user)

    @cached_property
    def list_export(self) -> list[str]:
        """Addresses only for those who may see them."""
        hidden = set() if sees_addresses(self.request.user) else {"comment.email"}
        return [name for name in self.export_headings if name not in hidden]

    @cached_property
    def things(self) -> dict[tuple[int, int], Thing]:
        """What the rows that are shown are about; filled when these are known."""
        return {}

    @cached_property
    def columns(self) -> list[Any]:
        """Each row leads to the comment."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="comment"),
            CommentColumn("text", label=_("Comment"), things=self.things),
            StateColumn("state", label=_("State"), sort_key="state"),
            TimeColumn("said", label=_("Date"), sort_key="said"),
        ]

    def get_base_queryset(self) -> QuerySet[Comment]:
        """Nothing that this person may not see."""
        return comments_visible_to(self.request.user).select_related("assignee")

    def filter_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """A filter that makes no sense finds nothing, rather than everything."""
        return super().filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    def order_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """Equal ones in a lasting order, so that no row is on two pages."""
        ordering = self.ordering
        more = [] if ordering.endswith("said") else ["-said"]
        return queryset.order_by(ordering, *more, "pk" if ordering == "said" else "-pk")

    @cached_property
    def no_results_message(self) -> str:
        """Good news, unless something was looked for."""
        if self.is_searching or self.is_filtering:
            return gettext("No comments match.")
        return gettext("No comment is open.")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what the rows are about, and a tab for each state."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        self.things.update(things_of(context["object_list"]))
        return {**context, "tabs": self.tabs(), "objects": context["page_obj"]}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many comments each state holds under the filters that are set. One query."""
        comments = comments_visible_to(self.request.user)
        comments = self.filters.in_any_state(comments) if self.filters.is_valid() else comments.none()
        counts = state_counts(self.search_queryset(comments))
        return {**counts, EVERYTHING: sum(counts.values())}

    @property
    def shown_state(self) -> str:
        """The state whose tab is open."""
        chosen = self.request.GET.get("state", "")
        return chosen if chosen in {*State.values, EVERYTHING} else State.OPEN.value

    def get_paginator(self, *args: Any, **kwargs: Any) -> CommentPaginator:
        """The tab says already how many there are."""
        paginator: CommentPaginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.counts[self.shown_state]  # a cached property
        return paginator

    def tabs(self) -> list[dict[str, Any]]:
        """What each state holds: label, count, address, and whether it is shown."""
        shown = self.shown_state
        return [
            {"label": label, "count": self.counts[name], "url": self.address(name), "current": name == shown}
            for name, label in [*State.choices, (EVERYTHING, _("all"))]
        ]

    def address(self, state: str) -> str:
        """Return the address of the first page of this list in another state."""
        return listing_address(self.request.GET, state="" if state == State.OPEN else state)


def searched_by(user: Any) -> list[str]:
    """Return the fields in which somebody may look for words."""
    return [*SEARCHED, *(["email"] if sees_addresses(user) else [])]


def listing_address(parameters: QueryDict, *, state: str) -> str:
    """Return the address of the whole list as it is filtered now, in a state; "" is the one it begins with."""
    kept = parameters.copy()
    for name in ("_w_filter_fragment", "p", "state", "export"):
        kept.pop(name, None)
    if state:
        kept["state"] = state
    address = reverse("feedback_comments:index")
    return f"{address}?{kept.urlencode()}" if kept else address
