from __future__ import annotations

from django import template

from kb.lists.duplicates import alike_words
from kb.models.facts import Likeness

register = template.Library()


@register.filter
def alike(row: Likeness) -> str:
    """How two pages are alike."""
    return alike_words(row)


@register.filter
def isolated(text: object) -> str:
    """Return a text between marks that keep its direction from turning what stands around it; for places without markup."""
    return f"\u2068{text}\u2069"
