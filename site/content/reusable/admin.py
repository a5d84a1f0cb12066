from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn, UsageCountColumn
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
