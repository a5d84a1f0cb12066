"""How a list of pages is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from activity.selectors import WINDOWS
from content.models import HelpPage
from feedback.inbox.filters import BranchField, PersonFilter, branches_for, owners_for
from kb.lists.registry import DEFAULT_DAYS, EditorsList

SPANS = {7: _("7 days"), 30: _("30 days"), 90: _("90 days"), 365: _("a year")}


class BranchFilter(django_filters.ModelChoiceFilter):
    """A page and everything below it."""

    field_class = BranchField

    def filter(self, qs: QuerySet[HelpPage], value: HelpPage | None) -> QuerySet[HelpPage]:
        """Keep the pages of the branch."""
        return qs if value is None else qs.filter(path__startswith=value.path)


def branches_in_brief(request: Any) -> QuerySet[HelpPage]:
    """Return the branches to choose from with what their names are made of: whole pages, hundreds of them, would take a while."""
    return branches_for(request).only("title", "draft_title", "path", "depth", "locale_id")


class ListFilterSet(WagtailFilterSet):
    """Language, category, who answers for it, when it was published; for some lists a span of days or a language more."""

    days = django_filters.ChoiceFilter(
        label=_("Readers of the last"),
        choices=[(days, SPANS[days]) for days in WINDOWS if days != DEFAULT_DAYS],
        empty_label=SPANS[DEFAULT_DAYS],
        widget=forms.RadioSelect,
        method="of_no_effect",
    )
    missing = django_filters.ChoiceFilter(
        label=_("Missing in"),
        choices=settings.LANGUAGES,
        empty_label=_("any language"),
        widget=forms.RadioSelect,
        method="of_no_effect",
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=settings.LANGUAGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
        field_name="locale__language_code",
    )
    branch = BranchFilter(label=_("Category"), queryset=branches_in_brief, empty_label=_("All"), widget=forms.Select)
    owner = PersonFilter(
        label=_("Responsible"),
        queryset=owners_for,
        empty_label=_("All"),
        null_label=_("nobody"),
        widget=forms.Select,
        field_name="responsible",
    )
    published = django_filters.DateFromToRangeFilter(
        label=_("Published"), widget=DateRangePickerWidget, field_name="last_published_at"
    )

    class Meta:
        model = HelpPage
        fields: list[str] = []

    def __init__(self, *args: Any, entry: EditorsList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not entry.has_days:
            del self.filters["days"]
        if not entry.has_language:
            del self.filters["missing"]

    def of_no_effect(self, queryset: QuerySet[HelpPage], name: str, value: str) -> QuerySet[HelpPage]:
        """What the list itself was made with."""
        return queryset
