"""Dates and numbers as the reader's language writes them; `theme_tags` brings them along for whole pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from persiantools import digits
from persiantools.jdatetime import JalaliDate

register = template.Library()

# Where the day stands first and the month is written out, for Django's own formats differ; others keep DATE_FORMAT.
DAY_FORMATS = {"ar": "j F Y", "en": "j F Y", "id": "j F Y"}


@register.filter
def local_date(value: date | datetime | None) -> str:
    """Return a day as the active language writes it: the solar calendar and Persian digits in Persian."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    language = _language()
    if language != "fa":
        return date_format(value, DAY_FORMATS.get(language, "DATE_FORMAT"))
    solar = JalaliDate(value)  # type: ignore[no-untyped-call]
    return str(digits.en_to_fa(f"{solar.day} {solar.strftime('%B', locale='fa')} {solar.year}"))


@register.filter
def local_digits(value: Any) -> str:
    """Return a number in the digits of the active language: Persian ones in Persian, Western ones elsewhere."""
    return str(digits.en_to_fa(str(value))) if _language() == "fa" else str(value)


def _language() -> str:
    return (get_language() or "").partition("-")[0]
