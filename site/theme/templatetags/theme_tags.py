"""Icons, slots, the mark of the product, and dates and numbers as the reader's language writes them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from content.audiences import reader_for
from content.icon_paths import LOGO
from content.templatetags.date_tags import local_date, local_digits
from content.templatetags.icon_tags import icon
from theme import structured
from theme.reading_time import reading_minutes as minutes_of
from theme.slots import SLOTS, SlotContext, slot_html

register = template.Library()
register.simple_tag(icon)
register.filter(local_date)
register.filter(local_digits)


@register.simple_tag
def logo(*, cls: str = "") -> SafeString:
    """Return the mark of the product as an inline picture without a name of its own."""
    return format_html(
        '<svg class="{}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">{}</svg>',
        f"logo mirror {cls}".strip(),
        mark_safe(LOGO),  # noqa: S308  # nosec B308 # our own drawing
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
def reading_minutes(markup: str, language: str) -> int:
    """Return the minutes that a text takes to read in a language."""
    return minutes_of(markup, language)


@register.filter
def json_ld(things: list[dict[str, Any]]) -> SafeString:
    """Return the element with structured data for search engines."""
    return structured.json_ld(things)
