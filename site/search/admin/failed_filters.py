"""How the queue of failed searches is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from search.log.answers import sees_internal
from search.log.queue import OPEN_STATES
from search.models import FailedQuery
from search.models.log import Side

EVERYTHING = "all"
SELDOM = Q(status=FailedQuery.Status.OPEN) & (
    Q(without_results__lt=2, without_click=0) | Q(without_results=0, without_click__lt=2)
)
"""Open, and searched once: mostly slips. What somebody has answered or settled stays in sight however often it was searched."""


class StatusFilter(django_filters.ChoiceFilter):
    """Without a choice, what waits: a queue begins with what is to be done."""

    def filter(self, qs: QuerySet[FailedQuery], value: Any) -> QuerySet[FailedQuery]:
        """Narrow to a status, to those that wait, or not at all."""
        if value == EVERYTHING:
            return qs
        return qs.filter(status=value) if value else qs.filter(status__in=OPEN_STATES)


class OftenFilter(django_filters.ChoiceFilter):
    """Without a choice, what was searched more than once."""

    def filter(self, qs: QuerySet[FailedQuery], value: Any) -> QuerySet[FailedQuery]:
        """Leave out what was searched once, or nothing."""
        return qs if value == EVERYTHING else qs.exclude(SELDOM)


class FailedFilterSet(WagtailFilterSet):
    """Status, how often, language, kind of failure; and whose queries, for those who see more than one side."""

    status = StatusFilter(
        label=_("Status"),
        choices=[*FailedQuery.Status.choices, (EVERYTHING, _("all"))],
        empty_label=_("waiting: open or answered"),
        widget=forms.RadioSelect,
    )
    searched = OftenFilter(
        label=_("Searched"),
        choices=[(EVERYTHING, _("once or more"))],
        empty_label=_("at least twice"),
        widget=forms.RadioSelect,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    kind = django_filters.ChoiceFilter(
        label=_("What failed"),
        choices=[("without_results", _("found nothing")), ("without_click", _("nothing was opened"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="of_kind",
    )
    side = django_filters.ChoiceFilter(label=_("Asked by"), choices=Side.choices, empty_label=_("All"), widget=forms.RadioSelect)

    class Meta:
        model = FailedQuery
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_internal(self.request.user):
            del self.filters["side"]

    def of_kind(self, queryset: QuerySet[FailedQuery], name: str, value: str) -> QuerySet[FailedQuery]:
        """Those that failed in this way at least once."""
        return queryset.filter(**{f"{value}__gt": 0})
