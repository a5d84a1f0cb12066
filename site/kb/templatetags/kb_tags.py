"""Durations as readers say them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.templatetags.date_tags import local_digits

register = template.Library()

HOUR = 60


@register.filter
def work_time(minutes: int | None) -> str:
    """Return a number of minutes in words, from an hour and a half on with hours: "2 hours, 30 minutes"."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), HOUR) if minutes > HOUR + HOUR // 2 or minutes == HOUR else (0, int(minutes))
    parts = []
    if hours:
        parts.append(ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": local_digits(hours)})
    if rest:
        parts.append(ngettext("%(number)s minute", "%(number)s minutes", rest) % {"number": local_digits(rest)})
    return _("%(hours)s, %(minutes)s") % {"hours": parts[0], "minutes": parts[1]} if len(parts) > 1 else parts[0]
