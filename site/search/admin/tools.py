"""What the pages that show how a search works have in common: they change nothing, and are for whoever writes rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from search.admin.permissions import may_use_tools


class ToolView(WagtailAdminTemplateMixin, TemplateView):
    """A page with a form whose answers are all in the address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may make or change a rule."""
        if not may_use_tools(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ToolMenuItem(MenuItem):
    """In the menu for the same people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return may_use_tools(request.user)


class ToolViewSet(ViewSet):
    """The address of a tool and its place in the menu."""

    view_class: type[ToolView]
    menu_item_class = ToolMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """One page."""
        return [path("", self.view_class.as_view(), name="index")]
