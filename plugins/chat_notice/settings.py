"""What administrators can set."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from sanad import SecretField, SettingsForm

from .models import Kind

PERIODS = [("1", _("Every day")), ("7", _("Every week"))]


class Settings(SettingsForm):
    """Nothing is written until there is an address."""

    address = SecretField(
        label=_("Address of the incoming webhook"),
        help_text=_(
            "Slack and Mattermost make one for each channel. Whoever knows it can write there, so it is not shown again."
        ),
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    tell = forms.MultipleChoiceField(
        label=_("What is told"),
        choices=Kind.choices,
        required=False,
        initial=[Kind.PUBLISHED, Kind.SEARCH_FAILED, Kind.UNHELPFUL],
        widget=forms.CheckboxSelectMultiple,
    )
    is_internal = forms.BooleanField(
        label=_("Also of pages that are not for everybody, and of what agents search"),
        help_text=_("Only when nobody is in the channel who may not know of them."),
        required=False,
    )
    period = forms.ChoiceField(label=_("Pages that did not help"), choices=PERIODS, initial="7")
    least_votes = forms.IntegerField(label=_("Votes from which a page is named"), initial=2, min_value=1, max_value=1000)
    message_language = forms.ChoiceField(
        label=_("Language of the messages"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
