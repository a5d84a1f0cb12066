from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from localization.direction.registering import told

register = template.Library()


@register.simple_tag
def language_of_object(instance: Any) -> SafeString:
    """Tell scripts the language of what is shown; nothing for what has none."""
    code = getattr(getattr(instance, "locale", None), "language_code", "")
    return told(code) if code else SafeString("")
