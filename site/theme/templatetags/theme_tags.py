"""Icons, slots, the mark of the product, and dates and numbers as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from persiantools import digits
from persiantools.jdatetime import JalaliDate

from content.audiences import reader_for
from content.icon_paths import LOGO
from content.templatetags.icon_tags import icon
from theme import structured
from theme.reading_time import reading_minutes as minutes_of
from theme.slots import SLOTS, SlotContext, slot_html

register = template.Library()
register.simple_tag(icon)

# Where the day stands first and the month is written out, for Django's own formats differ; others keep DATE_FORMAT.
DAY_FORMATS = {"ar": "j F Y", "en": "j F Y", "id": "j F Y"}


@register.simple_tag
def logo(*, cls: str = "") -> SafeString:
    """Return the mark of the product as an inline picture without a name of its own."""
    return format_html(
        '<svg class="{}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">{}</svg>',
        f"logo mirror {cls}".strip(),
        mark_safe(LOGO),  # noqa: S308  our own drawing
    )


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, *, query: str = "", results: int = 0) -> SafeString:
    """Return what rooms and plugins show at this place of the page. Costs next to nothing where nobody shows anything."""
    place = SLOTS[name]
    if not place.registry:
        return SafeString("")
    request, chrome, page = context["request"], context["chrome"], context.get("reader_page")
    match = request.resolver_match
    return slot_html(
        place,
        SlotContext(
            reader=reader_for(request.user),
            page=page,
            language=chrome.language,
            direction=chrome.direction,
            url=request.path,
            kind=page.kind if page else match.view_name if match else "",
            body_html=context.get("body_html") or SafeString(""),
            query=query,
            results=results,
        ),
    )


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


@register.filter
def reading_minutes(markup: str, language: str) -> int:
    """Return the minutes that a text takes to read in a language."""
    return minutes_of(markup, language)


@register.filter
def json_ld(things: list[dict[str, Any]]) -> SafeString:
    """Return the element with structured data for search engines."""
    return structured.json_ld(things)


def _language() -> str:
    return (get_language() or "").partition("-")[0]
