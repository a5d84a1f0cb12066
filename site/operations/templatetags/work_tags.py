"""Times as people say them, for the screens of this room."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from content.templatetags.date_tags import local_digits

register = template.Library()


@register.filter
def took(seconds: float | None) -> str:
    """Return a stretch of time in its largest fitting unit: "0.2 s" as part of a second, else whole ones."""
    if seconds is None:
        return ""
    if seconds < 10:
        words, number = ngettext("%(number)s second", "%(number)s seconds", 2), f"{seconds:.1f}"
    elif seconds < 120:
        words, number = ngettext("%(number)s second", "%(number)s seconds", round(seconds)), f"{seconds:.0f}"
    elif seconds < 7200:
        minutes = round(seconds / 60)
        words, number = ngettext("%(number)s minute", "%(number)s minutes", minutes), str(minutes)
    elif seconds < 172_800 and seconds != 86_400:
        hours = round(seconds / 3600)
        words, number = ngettext("%(number)s hour", "%(number)s hours", hours), str(hours)
    else:
        days = round(seconds / 86_400)
        words, number = ngettext("%(number)s day", "%(number)s days", days), str(days)
    return words % {"number": local_digits(number)}
