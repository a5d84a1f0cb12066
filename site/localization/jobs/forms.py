from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from localization.languages import language_info
from localization.models import Priority, TranslationJob
from localization.teams import people_for

FARTHEST = timedelta(days=731)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TEAM = "team"


class PersonField(forms.ModelChoiceField):
    """People by the names others see."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.display_name())

    def to_python(self, value: Any) -> Any:
        """The person. Raises ValidationError where there is none, also for numbers too large for the database."""
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


def day_checked(day: date | None) -> date | None:
    """Return a day that can be met. Raises ValidationError for one that has passed, or is years away."""
    today = timezone.localdate()
    if day is not None and day < today:
        raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it empty."))
    if day is not None and day > today + FARTHEST:
        raise forms.ValidationError(_("This day is more than two years away. Choose an earlier one, or leave it empty."))
    return day


class RequestForm(forms.Form):
    """What is asked for. For each language there is a field `who_<code>`: a person, or nobody for the team."""

    with_descendants = forms.BooleanField(label=_("With all pages below"), required=False)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "So that you find it again; all who work on it read it. Empty: the title of the first page, if that is public."
        ),
    )
    due = forms.DateField(label=_("Due"), required=False, widget=DAY)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=Priority.choices,
        coerce=int,
        required=False,
        empty_value=Priority.NORMAL,  # type: ignore[arg-type]
    )
    note = forms.CharField(
        label=_("Note for translators"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, locales: list[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locales = {each.language_code: each for each in locales}
        names = {code: language_info(code).name for code in self.locales}
        self.fields["languages"].choices = list(names.items())  # type: ignore[attr-defined]
        for code, locale in self.locales.items():
            self.fields[f"who_{code}"] = PersonField(
                label=_("Assigned to: %(language)s") % {"language": names[code]},
                queryset=people_for(locale),
                required=False,
                empty_label=_("the team"),
            )

    def clean_due(self) -> date | None:
        """A day to come."""
        return day_checked(self.cleaned_data["due"])

    def chosen(self) -> list[Locale]:
        """The languages that are ticked, also while the rest is not filled in well."""
        codes = self.data.getlist("languages") if self.is_bound else self.initial.get("languages", [])  # type: ignore[attr-defined]
        return [self.locales[code] for code in codes if code in self.locales]

    def assignees(self) -> dict[Locale, Any]:
        """The languages with their people, once the form is valid."""
        return {self.locales[code]: self.cleaned_data[f"who_{code}"] for code in self.cleaned_data["languages"]}


class ItemsForm(forms.Form):
    """What is to change in many rows at once; what is left empty stays."""

    due = forms.DateField(label=_("Due"), required=False, widget=DAY)
    clear_due = forms.BooleanField(label=_("No day"), required=False)
    who = forms.ChoiceField(label=_("Assigned to"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=[("", _("as it is")), *Priority.choices], coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, job: TranslationJob, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for language in job.languages.select_related("locale") for each in _people(language)}
        names = sorted(((pk, each.display_name()) for pk, each in self.people.items()), key=lambda each: each[1].casefold())
        self.fields["who"].choices = [("", _("as it is")), (TEAM, _("the team")), *names]  # type: ignore[attr-defined]

    def clean_due(self) -> date | None:
        """A day to come."""
        return day_checked(self.cleaned_data["due"])

    def changes(self) -> dict[str, Any]:
        """The arguments for `items_edit`."""
        asked = self.cleaned_data
        return {
            "due": asked["due"],
            "clear_due": asked["clear_due"],
            "to": self.people.get(asked["who"]),
            "to_team": asked["who"] == TEAM,
            "priority": asked["priority"],
        }


def _people(language: Any) -> QuerySet[Any]:
    return people_for(language.locale)
