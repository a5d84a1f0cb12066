"""Screens of the admin that show pages without asking the policy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page

from content.closed.pages import closed_pages, is_closed


def refuse_listing(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """The list of what stands below a closed page shows the page as well. Raises PermissionDenied."""
    if is_closed(parent_page.specific_deferred, request.user):
        raise PermissionDenied
    return leave_out(pages, request)


def leave_out(pages: Any, request: HttpRequest) -> Any:
    """Whoever chooses a page to link to sees those they may read."""
    return pages.exclude(pk__in=closed_pages(request.user).values("pk"))


def _without_closed_types(get_queryset: Callable[..., Any]) -> Callable[..., Any]:
    """The report of page types counts the pages of each, and names the one that was edited last, whoever looks."""

    @wraps(get_queryset)
    def wrapped(self: Any) -> Any:
        return get_queryset(self).exclude(pk__in=closed_pages(self.request.user).values("content_type"))

    return wrapped


def _without_closed_drafts(get_context_data: Callable[..., Any]) -> Callable[..., Any]:
    """The first page lists what waits for approval to everybody of a group that approves, with titles."""

    @wraps(get_context_data)
    def wrapped(self: Any, parent_context: Any) -> Any:
        context, user = get_context_data(self, parent_context), parent_context["request"].user
        pages = ((each, each["obj"]) for each in context["states"])
        context["states"] = [
            each for each, one in pages if not (isinstance(one, Page) and is_closed(one.specific_deferred, user))
        ]
        return context

    return wrapped


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    hooks.register("construct_explorer_page_queryset", refuse_listing)
    hooks.register("construct_page_chooser_queryset", leave_out)
    panel = WorkflowObjectsToModeratePanel
    panel.get_context_data = _without_closed_drafts(panel.get_context_data)
    report = PageTypesUsageReportView
    report.get_queryset = _without_closed_types(report.get_queryset)
