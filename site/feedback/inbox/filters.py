"""How the inbox is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from accounts.models import User
from content.locales import code_of
from content.models import HelpPage
from feedback.inbox.selectors import comments_visible_to, pages_edited_by
from feedback.kinds import all_kinds, kind_named
from feedback.models import Comment, Reason, State
from feedback.targets import target_type

EVERYTHING = "all"
SEARCH = "search"
LISTED_BRANCHES = 500
"""Branches of the tree to choose from: a longer list would be no help, and a branch that is not in it has one above."""


class StateFilter(django_filters.ChoiceFilter):
    """Without a choice, what is open: an inbox begins with what is to be done."""

    def filter(self, qs: QuerySet[Comment], value: Any) -> QuerySet[Comment]:
        """Narrow to a state, or not at all."""
        return qs if value == EVERYTHING else qs.filter(state=value or State.OPEN)


class RowField(ModelChoiceField):
    """A choice of rows that takes any number from an address; one too large for the database is nobody's."""

    def to_python(self, value: Any) -> Any:
        """The row. Raises ValidationError where there is none."""
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class PersonField(RowField):
    """People by the names others see."""

    def label_from_instance(self, obj: User | str) -> str:
        """The name; what is no person stands for nobody."""
        return obj.display_name() if isinstance(obj, User) else str(_("nobody"))


class PersonFilter(django_filters.ModelChoiceFilter):
    """A choice of people."""

    field_class = PersonField


class BranchField(RowField):
    """Pages with others below, indented as in the tree."""

    def label_from_instance(self, obj: HelpPage) -> str:
        """The title behind its depth, with the language at the top of each tree."""
        title = obj.get_admin_display_title()
        return f"{title} ({code_of(obj.locale_id)})" if obj.depth <= 2 else f"{'– ' * (obj.depth - 2)}{title}"


class BranchFilter(django_filters.ModelChoiceFilter):
    """A page and everything below it."""

    field_class = BranchField

    def filter(self, qs: QuerySet[Comment], value: HelpPage | None) -> QuerySet[Comment]:
        """Keep the comments on pages of the branch."""
        if value is None:
            return qs
        below = HelpPage.objects.filter(path__startswith=value.path)
        return qs.filter(target_type=target_type(HelpPage), target_id__in=below.values("pk"))


def branches_for(request: Any) -> QuerySet[HelpPage]:
    """Return the branches this person edits."""
    found = pages_edited_by(request.user).filter(numchild__gt=0, depth__gt=1).order_by("path")
    # As a subquery, for the chosen one is looked up in it.
    return HelpPage.objects.filter(pk__in=found.values("pk")[:LISTED_BRANCHES]).order_by("path")


def owners_for(request: Any) -> QuerySet[User]:
    """Return the people who answer for what this person edits."""
    owners = Q(pk=None)
    for kind in all_kinds():
        owned = kind.edited_by(request.user).filter(**{f"{kind.owner_field}__isnull": False})
        owners |= Q(pk__in=owned.order_by().values(kind.owner_field))
    return User.objects.filter(owners).order_by("first_name", "username")


def choices_of_kinds() -> list[tuple[str, Any]]:
    """Return what comments can be about."""
    return [*((each.name, each.label) for each in all_kinds()), (SEARCH, _("search"))]


def assignees_for(request: Any) -> QuerySet[User]:
    """Return the people to whom comments are assigned that this person sees."""
    comments = comments_visible_to(request.user).filter(assignee__isnull=False)
    return User.objects.filter(pk__in=comments.values("assignee")).order_by("first_name", "username")


class CommentFilterSet(WagtailFilterSet):
    """State, reason, language, kind, branch of the tree, owner, assignee, day, and who waits for an answer."""

    state = StateFilter(
        label=_("State"),
        choices=[*State.choices, (EVERYTHING, _("all"))],
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=Reason.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    about = django_filters.ChoiceFilter(
        label=_("About"), choices=choices_of_kinds, empty_label=_("All"), widget=forms.RadioSelect, method="of_kind"
    )
    branch = BranchFilter(label=_("Category"), queryset=branches_for, empty_label=_("All"), widget=forms.Select)
    owner = PersonFilter(
        label=_("Responsible"), queryset=owners_for, empty_label=_("All"), widget=forms.Select, method="of_owner"
    )
    assignee = PersonFilter(
        label=_("Assigned to"), queryset=assignees_for, empty_label=_("All"), null_label=_("nobody"), widget=forms.Select
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Answer"),
        choices=[("yes", _("reader waits for one")), ("answered", _("answered"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="that_wait",
    )
    said = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = Comment
        fields: list[str] = []

    def of_owner(self, queryset: QuerySet[Comment], name: str, value: User) -> QuerySet[Comment]:
        """Comments on what somebody answers for."""
        owned = Q(pk=None)
        for kind in all_kinds():
            owned |= Q(target_type=target_type(kind.model), target_id__in=kind.owned_by(value).values("pk"))
        return queryset.filter(owned)

    def of_kind(self, queryset: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        """Comments on things of one kind, or on none: those that a search led to."""
        kind = kind_named(value)
        return queryset.filter(target_type=target_type(kind.model) if kind else None)

    def that_wait(self, queryset: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        """Comments whose reader left an address and got no answer yet, or got one."""
        if value == "answered":
            return queryset.filter(answered__isnull=False)
        unanswered = Q(answered__isnull=True) | Q(answered__lt=F("said"))
        return queryset.filter(unanswered, ~Q(email=""), erased__isnull=True)

    def in_any_state(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """Narrow by everything but the state, to count what each state holds."""
        chosen = self.form.cleaned_data
        for name, value in chosen.items():
            if name != "state":
                queryset = self.filters[name].filter(queryset, value)
        return queryset
