"""What templates of pages have to know of this room."""

from __future__ import annotations

from django import template

from feedback.conf import Known, feedback_settings

register = template.Library()


@register.simple_tag
def feedback_asked() -> Known:
    """Return whether readers are asked, and in which words."""
    return feedback_settings()


@register.filter
def percent(share: float) -> str:
    """Return a share from 0 to 1 in whole per cent."""
    return f"{round(share * 100)} %"
