"""What administrators can set."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from sanad import SettingsForm

PROGRAMS = [("matomo", "Matomo"), ("plausible", "Plausible")]
# To try it out beside a server on the same machine.
LOCAL = ("localhost", "127.0.0.1")


class Settings(SettingsForm):
    """Nothing is sent until address and site are set."""

    program = forms.ChoiceField(label=_("Program"), choices=PROGRAMS, initial="matomo")
    address = forms.URLField(
        label=_("Address of its server"),
        help_text=_("Such as https://stats.example.org. Pages may then send to this host, and to no other."),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )
    site = forms.CharField(
        label=_("Site"),
        help_text=_("Matomo: the number of the site. Plausible: its domain, as entered there."),
        required=False,
        max_length=100,
    )

    def clean_address(self) -> str:
        """Without a slash at its end. Browsers send to addresses that others cannot read on the way."""
        address: str = self.cleaned_data["address"].rstrip("/")
        if not address:
            return ""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.username or parts.query or parts.fragment or not host.isascii() or ":" in host:
            raise forms.ValidationError(_("Enter the address of the server alone, such as https://stats.example.org."))
        if parts.scheme != "https" and host not in LOCAL:
            raise forms.ValidationError(_("The address must begin with https://."))
        return address

    def clean(self) -> dict[str, Any]:
        """Matomo knows its sites by number."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("program") == "matomo" and values.get("site") and not values["site"].isdecimal():
            self.add_error("site", _("Matomo knows its sites by number: enter that."))
        return values
