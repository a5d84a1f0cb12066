"""What administrators can set."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad import SettingsForm

PACES = [("0.8", _("Careful: instructions that are carried out")), ("1", _("Usual")), ("1.25", _("Quick: light texts"))]


class Settings(SettingsForm):
    """Both parts can be had alone."""

    show_time = forms.BooleanField(label=_("Show how long a text takes to read"), required=False, initial=True)
    show_bar = forms.BooleanField(label=_("Show a bar at the top of the window"), required=False, initial=True)
    pace = forms.ChoiceField(label=_("Pace of the readers"), choices=PACES, initial="1")
    least_words = forms.IntegerField(
        label=_("Shortest text, in words"),
        help_text=_("Texts with fewer words get neither. Of another language than English, fewer words are as much text."),
        initial=150,
        min_value=0,
        max_value=10_000,
    )
