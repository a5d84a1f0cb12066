"""What administrators can set."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad import SettingsForm, inner_hosts


class Settings(SettingsForm):
    """Who may set this may let the site talk to machines of its own network: those who may only add receivers may not."""

    inner_hosts = forms.CharField(
        label=_("Inner addresses that may be sent to"),
        help_text=_(
            "One host or network a line, such as chat.internal or 10.0.7.0/24. Without them, nothing is sent to this machine "
            "or to private networks."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
    )
    keep_days = forms.IntegerField(label=_("Days for which the log is kept"), initial=30, min_value=1, max_value=3650)

    def clean_inner_hosts(self) -> str:
        """Every line is a network, or could be the name of a host."""
        text: str = self.cleaned_data["inner_hosts"]
        try:
            inner_hosts(text)
        except ValueError as error:
            raise forms.ValidationError(_("This is no host or network: %(line)s."), params={"line": str(error)}) from None
        return text
