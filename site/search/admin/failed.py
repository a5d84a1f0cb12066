"""The queue of failed searches in the admin: what readers asked in vain, and the ways to answer it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from content.spreadsheets import guarded
from search.admin.columns import CountColumn, TimeColumn
from search.admin.counting import CountingPaginator
from search.admin.failed_actions import BulkDismiss, BulkReopen, DismissView, DraftView, ReopenView
from search.admin.failed_filters import EVERYTHING, SELDOM, FailedFilterSet
from search.log.answers import failed_visible_to, sees_internal
from search.log.drafts import DraftStarter, draft_starter
from search.log.pruning import retention
from search.log.queue import JUNK, OPEN_STATES, open_entries
from search.models import FailedQuery
from search.models.log import Side

FOLDED_FROM = 60
"""Signs of a query from which it may need more than the two lines that are shown."""


class QueryColumn(Column):
    """The query in its own direction, who asked it in which language, and the ways to answer it that this person may take."""

    cell_template_name = "search/admin/failed_query.html"

    class Media:
        css = {"all": ["search/css/admin-lists.css", "search/css/failed-queue.css"]}

    def __init__(self, *args: Any, starter: DraftStarter | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starter = starter

    def get_cell_context_data(self, instance: FailedQuery, parent_context: Any) -> dict[str, Any]:
        """Addresses of forms filled in with the query, and what may be done on the spot."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        user = request.user
        if user.has_perm("search.add_synonymset"):
            context["synonym_url"] = _filled_in("search_synonyms:add", instance, "terms")
        if user.has_perm("search.add_promotedresult"):
            context["promote_url"] = _filled_in("search_promoted:add", instance, "queries")
        context["is_folded"] = len(instance.text) > FOLDED_FROM
        context["starter"] = self.starter
        context["shows_side"] = sees_internal(user)
        context["is_waiting"] = instance.status in OPEN_STATES
        context["next"] = _listing_address(request)
        context["csrf_token"] = get_token(request)
        return context


class TrendColumn(Column):
    """The last seven days beside the seven before: by an arrow, a word and the numbers."""

    cell_template_name = "search/admin/failed_trend.html"

    def get_value(self, instance: FailedQuery) -> str:
        """Which way it goes."""
        if instance.last_week == instance.week_before:
            return "steady"
        return "rising" if instance.last_week > instance.week_before else "falling"


class StatusColumn(Column):
    """What became of it, how it was answered, and what it finds now."""

    cell_template_name = "search/admin/failed_status.html"


def _filled_in(name: str, failed: FailedQuery, field: str) -> str:
    return f"{reverse(name)}?{urlencode({'language': failed.language, field: failed.text, 'failed': failed.pk})}"


def _listing_address(request: Any, **changed: str) -> str:
    """Return the address of the whole list as it is filtered now, also from the part of it that scripts fetch.

    With parameters that are `changed` ("" takes one away) it is the first page of another list.
    """
    parameters = request.GET.copy()
    for name in ("_w_filter_fragment", *(["p", *changed] if changed else [])):
        parameters.pop(name, None)
    parameters.update({name: value for name, value in changed.items() if value})
    address = reverse("search_failed:index")
    return f"{address}?{parameters.urlencode()}" if parameters else address


class FailedIndexView(IndexView):
    """The queue: what this person may see of it, the most frequent of the last days first."""

    any_permission_required = ["change"]
    paginator_class = CountingPaginator
    template_name = "search/admin/failed.html"
    results_template_name = "search/admin/failed_results.html"
    page_title = _("Failed searches")
    default_ordering = "-last_week"
    filterset_class = FailedFilterSet
    search_fields = ["text", "key"]
    custom_field_preprocess = {"text": {"csv": guarded, "xlsx": guarded}}

    @cached_property
    def columns(self) -> list[Any]:
        """Each row with the ways that are open to this person."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="failed"),
            QueryColumn("text", label=_("Query"), sort_key="text", starter=draft_starter(self.request.user)),
            CountColumn("without_results", label=_("Found nothing"), sort_key="without_results"),
            CountColumn("without_click", label=_("Nothing opened"), sort_key="without_click"),
            TrendColumn("last_week", label=_("Trend"), sort_key="last_week"),
            TimeColumn("last_seen", label=_("Last time"), sort_key="last_seen"),
            StatusColumn("status", label=_("Status"), sort_key="status"),
        ]

    def get_base_queryset(self) -> QuerySet[FailedQuery]:
        """What agents asked is for agents, and what no language has is for nobody."""
        return failed_visible_to(self.request.user).exclude(JUNK).select_related("answer_page")

    def order_queryset(self, queryset: QuerySet[FailedQuery]) -> QuerySet[FailedQuery]:
        """Equal numbers in a lasting order, so that no row is on two pages."""
        return super().order_queryset(queryset).order_by(*_orders(self.ordering))

    @cached_property
    def no_results_message(self) -> str:
        """Good news, unless something was looked for."""
        if self.is_searching or self.is_filtering:
            return gettext("No failed searches match.")
        if self.get_base_queryset().filter(SELDOM).exists():
            return gettext("Nothing waits that was searched at least twice.")
        return gettext("Nothing waits: of late, every search found something that readers opened.")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what is told beside the list: for how long it is kept, and what is not in it."""
        shows_all = self.request.GET.get("searched") == EVERYTHING
        return {
            **super().get_context_data(*args, **kwargs),
            "kept_days": retention().days,
            "shows_seldom": shows_all,
            "seldom_url": _listing_address(self.request, searched="" if shows_all else EVERYTHING),
            "for_agents": 0 if sees_internal(self.request.user) else _waiting_for_agents(),
        }


def _waiting_for_agents() -> int:
    """Return how many of the agents' searches wait: their number is no secret among editors, their texts are."""
    return open_entries().filter(side=Side.INTERNAL).exclude(SELDOM).count()


def _orders(ordering: str) -> list[Any]:
    if ordering in ("-last_week", "last_week"):
        total = F("without_results") + F("without_click")
        return [ordering, total.desc() if ordering.startswith("-") else total.asc(), "-last_seen", "-pk"]
    return [ordering, "-last_seen", "-pk"]


class FailedViewSet(ModelViewSet):
    """The queue among the tools of search. Its entries come from the log: none is added or edited by hand."""

    model = FailedQuery
    name = "search_failed"
    url_prefix = "search/failed"
    icon = "help"
    menu_name = "search-failed"
    menu_label = _("Failed searches")
    index_view_class = FailedIndexView
    list_per_page = 50
    ordering = "-last_week"
    add_to_reference_index = False
    copy_view_enabled = False
    filterset_class = FailedFilterSet
    search_fields = FailedIndexView.search_fields
    list_export = [
        "text", "language", "get_side_display", "without_results", "without_click", "last_week", "week_before", "first_seen",
        "last_seen", "get_status_display", "get_answer_display", "results_now",
    ]  # fmt: skip
    export_headings = {
        "get_side_display": _("Asked by"),
        "get_status_display": _("Status"),
        "get_answer_display": _("Answered by"),
    }
    export_filename = "failed-searches"

    def get_urlpatterns(self) -> list[Any]:
        """The list, and what is done to its entries."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<row:pk>/dismiss/", DismissView.as_view(), name="dismiss"),
            path("<row:pk>/reopen/", ReopenView.as_view(), name="reopen"),
            path("<row:pk>/draft/", DraftView.as_view(), name="draft"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without addresses for adding, editing or deleting: there are none."""
        missing = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**{**{f"{name}_url_name": None for name in missing}, **kwargs})

    def on_register(self) -> None:
        """With what can be done to many at once."""
        super().on_register()
        for action in (BulkDismiss, BulkReopen):
            hooks.register("register_bulk_action", action)

    def register_admin_url_finder(self) -> None:
        """There is no page for a single entry."""
