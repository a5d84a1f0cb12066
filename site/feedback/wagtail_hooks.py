"""Feedback in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from feedback.admin import registrations  # noqa: F401
from feedback.inbox import panel, solving
from feedback.inbox.permissions import own_permissions
from feedback.inbox.viewset import CommentViewSet


@hooks.register("register_admin_viewset")
def register_inbox() -> CommentViewSet:
    return CommentViewSet()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Any]:
    return own_permissions()


@hooks.register("construct_homepage_panels")
def add_inbox_panel(request: HttpRequest, panels: list[Component]) -> None:
    panel.add_panel(request, panels)


@hooks.register("after_publish_page")
def ask_after_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    return solving.ask_after_publish(request, page)
