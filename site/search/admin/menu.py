"""Search in the menu of the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from search.admin.explain import ExplainViewSet
from search.admin.failed import FailedViewSet
from search.admin.rules import HiddenViewSet, PromotedViewSet, StopWordViewSet, SynonymViewSet
from search.admin.try_it import TryViewSet


class SearchGroup(ViewSetGroup):
    """Everything about search, for whoever may do any of it."""

    menu_label = _("Search")
    menu_name = "help-search"
    menu_icon = "search"
    menu_order = 450
    items: tuple[Any, ...] = (
        SynonymViewSet,
        StopWordViewSet,
        PromotedViewSet,
        HiddenViewSet,
        FailedViewSet,
        TryViewSet,
        ExplainViewSet,
    )
