"""Amounts as they are typed in the forms of policies and exceptions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from content.forms import HelpPageForm
from wiki.deciding.values import number_help, number_of, number_written

AMOUNTS = ("limit_amount", "year_amount")


class AmountField(forms.DecimalField):
    """A number in the digits of any script. What can be read in two ways, such as 1.500, is refused and never guessed."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs have the integers'
        """Read what was typed. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        text = str(value)
        number = number_of(text.strip().removeprefix("-"))
        if number is None:
            raise ValidationError(number_help(text) or _("Write a number that is not negative, with a point before decimals."))
        return -number if text.strip().startswith("-") else number

    def prepare_value(self, value: Any) -> Any:
        """Write what is stored so that it is read as the same again."""
        return number_written(value) if isinstance(value, Decimal) else value


class AmountsForm(HelpPageForm):
    """Reads amounts as the decision helper does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in AMOUNTS:
            old = self.fields.get(name)
            if not isinstance(old, forms.DecimalField):
                continue
            widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})
            self.fields[name] = AmountField(
                max_digits=old.max_digits,
                decimal_places=old.decimal_places,
                required=False,
                label=old.label,
                help_text=old.help_text,
                widget=widget,
            )
