"""Puts the screens into Wagtail's menus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from content.checks import Finding, Severity, register_content_check
from content.editors import EditorsMenuItem, edits_pages
from content.review.admin.bulk import ReviewBulkAction
from content.review.admin.panel import due_panel
from content.review.admin.views import DueView, review_page
from content.review.kinds import kind_of
from content.review.selectors import may_review
from content.review.services import ACTION
from content.templatetags.date_tags import local_date

hooks.register("register_bulk_action", ReviewBulkAction)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("review/<row:page_id>/", review_page, name="content_review_page"),
        path("reports/review/", DueView.as_view(), name="content_review_due"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> EditorsMenuItem:
    return EditorsMenuItem(
        _("Due for review"), reverse("content_review_due"), name="review-due", icon_name="calendar-check", order=640
    )


@hooks.register("construct_homepage_panels")
def add_due_panel(request: HttpRequest, panels: list[Component]) -> None:
    if edits_pages(request.user) and (panel := due_panel(request.user)):
        panels.append(panel)


def _button(page: Any, user: Any, next_url: str | None, priority: int) -> Iterator[Button]:
    if kind_of(page) and page.live and may_review(page, user):
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        url = reverse("content_review_page", args=[page.pk]) + query
        yield Button(_("Mark as reviewed"), url, icon_name="calendar-check", priority=priority)


@hooks.register("register_page_header_buttons")
def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user, next_url, 40)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user, next_url, 25)


@hooks.register("register_log_actions")
def register_log_action(actions: Any) -> None:
    @actions.register_action(ACTION)
    class ReviewFormatter(LogFormatter):
        """The note of a review stands in the history as a comment."""

        label = _("Mark as reviewed")
        message = _("Marked as reviewed")

        def format_comment(self, log_entry: Any) -> str:
            return str((log_entry.data or {}).get("note", ""))


def review_due(page: Any) -> Iterator[Finding]:
    """Editors read it above the form, and in the report of all pages."""
    if kind_of(page) and page.live and page.is_stale and page.review_due:
        day = local_date(page.review_due)
        words = _("A review is due since %(day)s. Check it, then choose “Mark as reviewed” in the menu of the page.")
        yield Finding(words % {"day": day}, Severity.WARNING)


register_content_check("review", _("Review"), review_due)
