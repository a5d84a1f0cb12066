from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import SnippetViewSet

from content.reusable.models import ReusableContent


class ReusableContentViewSet(SnippetViewSet):
    """Reusable contents in the admin: the list says how often each is used, and leads to where."""

    model = ReusableContent
    icon = "copy"
    list_display = [
        "name",
        UpdatedAtColumn(),
        UsageCountColumn("usage_count", label=_("Usage"), width="16%"),
    ]
    list_filter = ["live"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count in the same query."""
        return self.model._default_manager.annotate(usage_count=ReferenceIndex.usage_count_subquery(self.model))
