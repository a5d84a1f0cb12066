from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from content.rich_text import clean_rich_text

register = template.Library()


@register.filter
def cleaned(markup: object) -> SafeString:
    """Return rich text that may stand on a page, whoever stored it."""
    return mark_safe(clean_rich_text(str(markup)))  # noqa: S308  # nosec B308 # that is what cleaning is for
