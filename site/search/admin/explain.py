"""The page that tells why a search finds what it finds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from localization.languages import direction_of
from search.admin.explaining import explanation
from search.admin.readers import reader_named
from search.admin.tools import ToolView, ToolViewSet
from search.admin.try_it import AskForm


class ExplainView(ToolView):
    """A query, a language and a reader in the address; every step from there to the hits below."""

    template_name = "search/admin/explain.html"
    page_title = _("Explain a search")
    header_icon = "info-circle"

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


class ExplainViewSet(ToolViewSet):
    """Address and place in the menu."""

    view_class = ExplainView
    name = "search_explain"
    url_prefix = "search/explain"
    icon = "info-circle"
    menu_label = _("Explain")
    menu_name = "search-explain"
