"""What administrators can set."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanad import SettingsForm

from .rules import HoursError, read_exceptions, read_seasons, read_week


def zones() -> list[tuple[str, str]]:
    """Return the names of the time zones that this machine knows."""
    return [(name, name) for name in sorted(available_timezones() | {settings.TIME_ZONE})]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "ltr", "spellcheck": "false"})


class Settings(SettingsForm):
    """Hours are lines that people can read; see `rules`."""

    heading = forms.CharField(label=_("Heading"), required=False, max_length=80, initial=_("Opening hours"))
    hours = forms.CharField(
        label=_("Weekly hours"),
        help_text=_("A line for some days, such as: Mon-Thu 09:00-12:00, 13:00-17:00. Days that are not named are closed."),
        required=False,
        widget=_area(4),
    )
    seasons = forms.CharField(
        label=_("Seasons"),
        help_text=_("A line for a time of the year with its own week, such as: 06-15..08-31 Mon-Fri 08:00-14:00; Sat closed"),
        required=False,
        widget=_area(3),
    )
    exceptions = forms.CharField(
        label=_("Exceptions"),
        help_text=_("A line for a day or some days, such as: 2026-12-24 09:00-13:00, or 12-25..12-26 closed"),
        required=False,
        widget=_area(4),
    )
    time_zone = forms.ChoiceField(label=_("Time zone of these hours"), choices=zones, initial=lambda: settings.TIME_ZONE)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    class Meta:
        translatable = ("heading", "note")

    def clean_hours(self) -> str:
        """Say what cannot be read."""
        return self._read("hours", read_week)

    def clean_seasons(self) -> str:
        """Say what cannot be read."""
        return self._read("seasons", lambda text: list(read_seasons(text)))

    def clean_exceptions(self) -> str:
        """Say what cannot be read."""
        return self._read("exceptions", lambda text: list(read_exceptions(text)))

    def _read(self, name: str, read: Any) -> str:
        text: str = self.cleaned_data[name]
        try:
            read(text)
        except HoursError as error:
            raise forms.ValidationError(str(error)) from error
        return text
