"""What administrators can set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from sanad import Audience, SettingsForm

LEVELS = [("info", _("Information")), ("ok", _("Good news")), ("warn", _("Warning")), ("bad", _("Urgent"))]
PLACES = [("everywhere", _("On every page")), ("home", _("On the home page"))]

# A path of this site, or an address of another: nothing that runs.
address = RegexValidator(r"\A(/(?![/\\])|https?://|mailto:)[^\s\\]*\Z", _("Begin with / or https:// or mailto:."))


class Settings(SettingsForm):
    """Without a text nothing is shown."""

    text = forms.CharField(label=_("Text"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    link = forms.CharField(label=_("Link"), required=False, max_length=500, validators=[address])
    link_text = forms.CharField(label=_("Words of the link"), required=False, max_length=80)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, initial="info")
    begins = forms.DateTimeField(label=_("Shown from"), required=False, widget=AdminDateTimeInput())
    ends = forms.DateTimeField(label=_("Shown until"), required=False, widget=AdminDateTimeInput())
    audience = forms.TypedChoiceField(label=_("For"), choices=Audience.choices, coerce=int, initial=Audience.PUBLIC.value)
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, initial="everywhere")
    can_be_closed = forms.BooleanField(
        label=_("Readers can close it"),
        help_text=_("It stays closed in that tab of the browser until the text changes."),
        required=False,
        initial=True,
    )

    class Meta:
        translatable = ("text", "link", "link_text")

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, and a link has words."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It would end before it begins."))
        if values.get("link") and not values.get("link_text"):
            self.add_error("link_text", _("A link needs words."))
        return values
