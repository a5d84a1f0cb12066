"""The knowledge base in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from content.editors import EditorsMenuItem, edits_pages
from kb.lists.broken import link_ignore, link_recheck
from kb.lists.overview import OverviewView
from kb.lists.panel import MendPanel
from kb.lists.views import MendListView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    one = "reports/mend/<slug:name>/"
    return [
        path("reports/mend/link/<row:pk>/ignore/", link_ignore, name="kb_link_ignore"),
        path("reports/mend/link/<row:pk>/recheck/", link_recheck, name="kb_link_recheck"),
        path("reports/mend/", OverviewView.as_view(), name="kb_lists"),
        path(one, MendListView.as_view(), name="kb_list"),
        path(f"{one}results/", MendListView.as_view(results_only=True), name="kb_list_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> EditorsMenuItem:
    return EditorsMenuItem(_("What to mend next"), reverse("kb_lists"), name="mend", icon_name="list-ul", order=640)


@hooks.register("construct_homepage_panels")
def add_mend_panel(request: HttpRequest, panels: list[Component]) -> None:
    user: Any = request.user
    if edits_pages(user):
        panels.append(MendPanel())
