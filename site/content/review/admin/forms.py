from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

LONGEST_NOTE = 500


class ReviewForm(forms.Form):
    """What can be said with a review."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("For colleagues: it stands in the history of the page."),
    )
    verified_until = forms.DateField(
        label=_("Verified until"),
        required=False,
        widget=AdminDateInput,
        help_text=_("When this is certain to change, such as the end of an offer. Empty: the interval counts from today."),
    )

    def clean_verified_until(self) -> date | None:
        """A day that is over says nothing."""
        day: date | None = self.cleaned_data["verified_until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one, or leave it empty."))
        return day
