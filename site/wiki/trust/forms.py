from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 500


class VerifyForm(forms.Form):
    """What can be said with it."""

    verified_until = forms.DateField(
        label=_("Verified until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: as long as the page or its space says."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )

    def clean_verified_until(self) -> date | None:
        """A day that is over says nothing."""
        day: date | None = self.cleaned_data["verified_until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it empty."))
        return day
