"""Dates and numbers as the reader's language writes them; `theme_tags` brings them along for whole pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from persiantools.jdatetime import JalaliDate

from content.digits import in_digits_of

register = template.Library()

# Where the day stands first and the month is written out, for Django's own formats differ; others keep DATE_FORMAT.
DAY_FORMATS = {"ar": "j F Y", "en": "j F Y", "id": "j F Y"}


@register.filter
def local_date(value: date | datetime | None) -> str:
    """Return a day as the active language writes it, in its digits: by the solar calendar in Persian."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    language = get_language() or ""
    spoken = language.partition("-")[0]
    if spoken != "fa":
        return in_digits_of(date_format(value, DAY_FORMATS.get(spoken, "DATE_FORMAT")), language)
    solar = JalaliDate(value)  # type: ignore[no-untyped-call]
    return in_digits_of(f"{solar.day} {solar.strftime('%B', locale='fa')} {solar.year}", language)


@register.filter
def local_moment(value: datetime | None) -> str:
    """Return a day with its hour and minute, as `local_date` writes days."""
    if not value:
        return ""
    when = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local_date(when)} {in_digits_of(f'{when:%H:%M}', get_language() or '')}"


@register.filter
def local_digits(value: Any) -> str:
    """Return a number in the digits of the active language."""
    return in_digits_of(value, get_language() or "")
