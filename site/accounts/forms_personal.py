"""The confirmation before data is erased, and whom an administrator means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import LTR, InputField
from accounts.personal_data import Person, person_by


class EraseForm(forms.Form):
    """The password, or a tick where the account has none; and whether the account goes too."""

    bound_field_class = InputField

    close_account = forms.BooleanField(label=_("Close my account as well"), required=False)

    def __init__(self, *args: Any, user: Any, may_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_usable_password():
            self.fields["password"] = forms.CharField(
                label=_("Your password, to confirm"),
                strip=False,
                max_length=1000,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"} | LTR),
            )
        else:
            self.fields["sure"] = forms.BooleanField(label=_("Yes, erase my data"))
        if not may_close:
            del self.fields["close_account"]

    def clean_password(self) -> str:
        """Only the person may do this, not who found the browser open."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("This is not your password."), code="password")
        return password

    def refuse(self, sentence: str) -> None:
        """Say why nothing is looked at."""
        self.full_clean()
        self._errors = forms.utils.ErrorDict()
        self.add_error(None, sentence)


class PersonForm(forms.Form):
    """An e-mail address, or the name of an account."""

    identifier = forms.CharField(
        label=_("E-mail address or user name"),
        max_length=254,
        help_text=_("An address is looked for in comments too, whether or not there is an account with it."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the person."""
        cleaned = super().clean() or {}
        identifier = cleaned.get("identifier", "")
        self.person: Person | None = None
        if identifier:
            given = {"email": identifier} if "@" in identifier else {"name": identifier}
            self.person = person_by(**given)
            if self.person is None:
                self.add_error("identifier", _("There is no account of this name."))
        return cleaned
