"""What readers say of one page, from revision to revision."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.models import HelpPage
from feedback.admin.chart import chart_of
from feedback.selectors import revision_trend, vote_counts


class TrendView(WagtailAdminTemplateMixin, TemplateView):
    """Counts since the last major change, a chart of all revisions, and the same as a table."""

    page_title = _("Votes of readers")
    header_icon = "thumbtack"
    template_name = "feedback/admin/trend.html"

    @cached_property
    def page(self) -> HelpPage:
        """The page, of its own type."""
        return get_object_or_404(HelpPage, pk=self.kwargs["page_id"]).specific_deferred

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may edit the page."""
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_page_subtitle(self) -> str:
        """Which page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the page to its votes."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four queries, however many votes there are."""
        trend = revision_trend(self.page)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "counts": vote_counts(self.page),
            "trend": [(number, each) for number, each in enumerate(trend, 1)][::-1],
            "chart": chart_of(trend, is_rtl=get_language_bidi()) if trend else None,
        }
