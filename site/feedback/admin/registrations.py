"""Votes in the admin: addresses, menus, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content.models import HelpPage
from feedback.admin.report import HelpfulnessView, menu_item
from feedback.admin.restarts import RestartItem, SnippetRestartItem, drop_restart, take_restart
from feedback.admin.trend import TrendView
from feedback.kinds import has_kind


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/helpfulness/", HelpfulnessView.as_view(), name="feedback_report"),
        path("feedback/votes/<row:page_id>/", TrendView.as_view(), name="feedback_trend"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return menu_item()


def _button(page: Page, user: Any) -> Iterator[Button]:
    if issubclass(page.cached_content_type.model_class() or Page, HelpPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Votes of readers"), reverse("feedback_trend", args=[page.pk]), icon_name="list-ul", priority=64)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    return _button(page, user)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    return _button(page, user)


@hooks.register("register_page_action_menu_item")
def restart_item() -> RestartItem:
    return RestartItem()


@hooks.register("register_snippet_action_menu_item")
def snippet_restart_item(model: type[Model]) -> SnippetRestartItem | None:
    return SnippetRestartItem() if has_kind(model) else None


for each in ("page", "snippet"):
    hooks.register(f"before_edit_{each}", drop_restart)
    # Before others lead on to another screen, such as the question which comments a publish solves: nothing comes after them.
    hooks.register(f"after_publish_{each}", take_restart, order=-10)
    hooks.register(f"after_edit_{each}", take_restart)
