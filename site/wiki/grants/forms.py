"""The forms of the register. What is typed is checked here; whether it may be granted is for the services."""

from __future__ import annotations

import unicodedata
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import LTR, InputField
from feedback.cleaning import clean_words
from wiki.deciding.values import CURRENCIES, MOST_AMOUNT, Money, number_help, number_of
from wiki.grants.people import LONGEST_REFERENCE, reference_cleaned, reference_folded
from wiki.grants.services import LONGEST_NOTE

# Marks that turn the direction of what stands after them, without an end: a text could show itself as another.
_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


class NoteField(forms.CharField):
    """Words of an agent: of any script, without what turns the words around them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": LONGEST_NOTE})
        super().__init__(**{"max_length": LONGEST_NOTE, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        """Return the words without control characters."""
        return clean_words(unicodedata.normalize("NFC", str(value or "")).translate(_TURNING))


class AmountForm(forms.Form):
    """An amount with its currency; both or none."""

    bound_field_class = InputField

    granted = forms.CharField(
        label=_("Amount granted"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**LTR, "inputmode": "decimal", "autocomplete": "off"}),
    )
    granted_currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={**LTR, "autocomplete": "off", "autocapitalize": "characters"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    wants_amount = False

    def clean(self) -> dict[str, Any]:
        """Add `amount`, a Money or None."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, currency = cleaned.get("granted", ""), cleaned.get("granted_currency", "").upper()
        number = number_of(text) if text else None
        if text and (number is None or number >= MOST_AMOUNT):
            plain = _("Write the amount as a number that is not negative, such as 80 or 79.95.")
            self.add_error("granted", number_help(text) or plain)
        elif text and not currency:
            self.add_error("granted_currency", _("In which currency is the amount?"))
        elif text and currency not in CURRENCIES:
            self.add_error("granted_currency", _("This is no code of a currency. Use three letters such as EUR, USD or IDR."))
        elif not text and self.wants_amount and "granted" not in self.errors:
            self.add_error("granted", _("There is a limit to compare it with: write the amount."))
        return {**cleaned, "amount": None if number is None else Money(number, currency)}


class GrantForm(AmountForm):
    """What is recorded. The questions of the helper stand beside it, and are read by it."""

    reference = forms.CharField(
        label=_("Customer reference"),
        max_length=LONGEST_REFERENCE,
        help_text=_("The number of the order or the customer. Limits for one customer are counted by it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": LONGEST_REFERENCE}),
    )
    # Not "reason": that is a fact, the reason code.
    why = NoteField(label=_("Reason"), help_text=_("What happened, in a sentence. No more about the customer than it takes."))
    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    field_order = ("reference", "granted", "granted_currency", "why")

    def __init__(self, *args: Any, wants_amount: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants_amount = wants_amount
        self.fields["granted"].widget.is_required = wants_amount

    def clean_reference(self) -> str:
        """Refuse what cannot be told from nothing."""
        reference = reference_cleaned(self.cleaned_data["reference"])
        if not reference_folded(reference):
            raise ValidationError(_("Write the reference: nothing of this can be seen."))
        return reference


class NoteForm(forms.Form):
    """A word with a decision."""

    bound_field_class = InputField

    note = NoteField(label=_("Note"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class CorrectionForm(AmountForm):
    """Another amount for what was granted, or none of it."""

    note = NoteField(label=_("Why"))
    wants_amount = True

    def clean(self) -> dict[str, Any]:
        """Taking a grant back needs no amount."""
        if self.data.get("action") == "revoke":
            return {**(forms.Form.clean(self) or {}), "amount": None}
        return super().clean()
