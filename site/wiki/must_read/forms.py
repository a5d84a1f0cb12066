from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.groups import ADMIN_GROUPS
from content.audiences import gates_of
from content.models import HelpPage
from wiki.models.must_read import LONGEST_NOTE

FARTHEST = timedelta(days=366)


def groups_for(page: HelpPage) -> QuerySet[Group]:
    """Return the groups that can be asked: where a space is for some groups, those; else all that are not of editors."""
    found = Group.objects.filter(user__is_active=True).distinct().order_by("name")
    gates = gates_of(page.required_groups)
    if gates:
        return found.filter(pk__in=frozenset.union(*gates))
    return found.exclude(name__in=ADMIN_GROUPS)


class AskForm(forms.Form):
    """Who is to read a page, by when, and what is new in it."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Who has to read it"), queryset=Group.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One sentence. It stands in the mail and above the page."),
    )

    def __init__(self, *args: Any, page: HelpPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["groups"]
        field.queryset = groups_for(page)

    def clean_due(self) -> date | None:
        """A day that is over cannot be met, and one far away was typed wrong."""
        day: date | None = self.cleaned_data["due"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it empty."))
        if day is not None and day > timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Choose an earlier one, or leave it empty."))
        return day
