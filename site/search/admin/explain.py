"""The page that tells why a search finds what it finds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from localization.languages import direction_of
from search.admin.explaining import explanation
from search.admin.permissions import may_use_tools
from search.admin.readers import reader_named
from search.admin.try_it import AskForm


class ExplainView(WagtailAdminTemplateMixin, TemplateView):
    """A query, a language and a reader in the address; every step from there to the hits below."""

    template_name = "search/admin/explain.html"
    page_title = _("Explain a search")
    header_icon = "info-circle"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may change a rule."""
        if not may_use_tools(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the explanation when something is asked."""
        data = self.request.GET if "query" in self.request.GET else None
        form = AskForm(data, user=self.request.user)
        context = super().get_context_data(form=form, **kwargs)
        if data is not None and form.is_valid():
            asked = form.cleaned_data
            reader = reader_named(asked["reader"], self.request.user)
            context["explanation"] = explanation(asked["query"], asked["language"], reader, self.request.user)
            context["direction"] = direction_of(asked["language"])
        return context


class ExplainViewSet(ViewSet):
    """Address and place in the menu."""

    name = "search_explain"
    url_prefix = "search/explain"
    icon = "info-circle"
    menu_label = _("Explain")
    menu_name = "search-explain"
    menu_item_class = type("ExplainMenuItem", (MenuItem,), {"is_shown": lambda self, request: may_use_tools(request.user)})

    def get_urlpatterns(self) -> list[Any]:
        """One page."""
        return [path("", ExplainView.as_view(), name="index")]
