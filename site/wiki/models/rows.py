"""What an exception has several of: criteria, and wordings for customers of other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from wiki.deciding.criteria import Criterion, CriterionError, comparable, criterion_read
from wiki.deciding.values import Operator, Topic


def languages() -> list[tuple[str, str]]:
    """Return the languages of the site; asked each time, so that another one is no change of the table."""
    return list(settings.LANGUAGES)


class ExceptionCriterion(Orderable):
    """One criterion of an exception. All of them must be met."""

    exception = ParentalKey("wiki.PolicyExceptionPage", on_delete=models.CASCADE, related_name="criteria")
    topic = models.CharField(_("about"), max_length=10, choices=Topic.choices)
    operator = models.CharField(_("comparison"), max_length=10, choices=Operator.choices)
    value = models.CharField(
        _("value"),
        max_length=200,
        help_text=_("A number, two numbers such as 30-45, or codes with commas between them. Countries have two letters."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("For amounts: EUR, USD, IDR …"))
    # What the database can compare, for looking up; the bounds are included here, so it may admit more than the criterion.
    low = models.DecimalField(max_digits=14, decimal_places=3, null=True, editable=False)
    high = models.DecimalField(max_digits=14, decimal_places=3, null=True, editable=False)
    codes = models.CharField(max_length=500, blank=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("topic"), FieldPanel("operator"), FieldPanel("value"), FieldPanel("currency")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return f"{self.topic} {self.operator} {self.value} {self.currency}".strip()

    @cached_property
    def read(self) -> Criterion:
        """The criterion as it is evaluated. Raises CriterionError."""
        return criterion_read(topic=self.topic, operator=self.operator, value=self.value, currency=self.currency)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note what the database compares."""
        self.comparable_note()
        super().save(*args, **kwargs)

    def comparable_note(self) -> None:
        """Set what the database compares; nothing for a criterion that cannot be read, which leaves it to the evaluation."""
        self.low, self.high, self.codes = comparable(
            topic=self.topic, operator=self.operator, value=self.value, currency=self.currency
        )

    def clean(self) -> None:
        """Write countries and currencies as codes are written, and refuse what makes no sense, in its field."""
        super().clean()
        try:
            read = criterion_read(topic=self.topic, operator=self.operator, value=self.value, currency=self.currency)
        except CriterionError as error:
            raise ValidationError({error.field: error.sentence}) from error
        self.currency = read.currency
        if read.topic == Topic.COUNTRY:
            self.value = ", ".join(read.values)


class ExceptionWording(Orderable):
    """What to say, and not to say, to customers who speak another language than the page is in."""

    exception = ParentalKey("wiki.PolicyExceptionPage", on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=20, choices=languages)
    wording = models.TextField(_("what to say to the customer"))
    avoid = models.TextField(_("what not to say"), blank=True)

    panels = [FieldPanel("language"), FieldPanel("wording"), FieldPanel("avoid")]

    class Meta(Orderable.Meta):
        verbose_name = _("wording in another language")
        verbose_name_plural = _("wordings in other languages")

    def __str__(self) -> str:
        return self.language
