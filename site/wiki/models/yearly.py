from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wiki.deciding.sentences import money
from wiki.deciding.values import CURRENCIES, Money


class YearlyLimited(models.Model):
    """How often, and up to which sum, one customer may be granted something within twelve months; empty: no such limit.

    What goes beyond is not refused: it needs approval (`wiki.grants`).
    """

    year_times = models.PositiveSmallIntegerField(
        _("times in 12 months"), null=True, blank=True, help_text=_("For each customer reference. More often needs approval.")
    )
    year_amount = models.DecimalField(
        _("sum in 12 months"),
        max_digits=14,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("For each customer reference. A larger sum needs approval."),
    )
    year_currency = models.CharField(_("currency of the sum"), max_length=3, blank=True, help_text=_("EUR, USD, IDR …"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse sums without a currency and what nobody could be granted within."""
        super().clean()
        self.year_currency = self.year_currency.strip().upper()
        if problems := _problems(self):
            raise ValidationError(problems)

    @property
    def year_amount_text(self) -> str:
        """The sum with its currency, in the digits of the reader; "" without one."""
        return "" if self.year_amount is None else money(Money(self.year_amount, self.year_currency))


def _problems(limited: YearlyLimited) -> dict[str, Any]:
    amount, currency = limited.year_amount, limited.year_currency
    if amount is not None and amount < 0:
        return {"year_amount": _("A limit cannot be negative.")}
    if amount is not None and not currency:
        return {"year_currency": _("Say in which currency the limit is.")}
    if currency and amount is None:
        return {"year_amount": _("There is a currency, but no amount.")}
    if currency and currency not in CURRENCIES:
        return {"year_currency": _("This is no code of a currency. Use three letters such as EUR, USD or IDR.")}
    return {}


YEARLY_PANEL = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("year_times"), FieldPanel("year_amount"), FieldPanel("year_currency")])],
    _("Limits for one customer"),
)
