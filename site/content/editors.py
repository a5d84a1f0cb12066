"""What reports of the admin for editors have in common: who sees them, in the menu and by their address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

May = Callable[[Any], bool]


def edits_pages(user: Any) -> bool:
    """Tell whether this person edits any page."""
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change"}))


class EditorsReport(WagtailAdminTemplateMixin, TemplateView):
    """A screen below the reports; `may_see` says for whom, those who edit pages unless it is told otherwise."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse others. Raises PermissionDenied."""
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def may_see(self, user: Any) -> bool:
        """Tell whether this is for somebody."""
        return edits_pages(user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class EditorsMenuItem(MenuItem):
    """The way to it, in the menu of the same people."""

    def __init__(self, *args: Any, may_see: May = edits_pages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_see = may_see

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return self.may_see(request.user)
