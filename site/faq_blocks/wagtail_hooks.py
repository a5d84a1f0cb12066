"""The library of questions in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

import faq_blocks.blocks.adapter  # noqa: F401 - registers the editor's side of the blocks
from faq_blocks.exchange.urls import urlpatterns as exchange_urls
from faq_blocks.library import bulk, editor_views
from faq_blocks.library.viewsets import FaqGroup
from faq_blocks.readers.report import QuestionFiguresView, menu_item

register_snippet(FaqGroup)
for action in bulk.actions():
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def register_exchange_urls() -> list[Any]:
    return exchange_urls


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    return [
        path("faq/paste/", editor_views.paste, name="faq_paste"),
        path("faq/promote/", editor_views.promote, name="faq_promote"),
        path("faq/promote/undo/", editor_views.unpromote, name="faq_unpromote"),
    ]


@hooks.register("register_admin_urls")
def register_figures_url() -> list[Any]:
    return [path("reports/questions/", QuestionFiguresView.as_view(), name="faq_figures")]


@hooks.register("register_reports_menu_item")
def register_figures() -> MenuItem:
    return menu_item()
