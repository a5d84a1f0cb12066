"""Ways to the screens of translations."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

NAMESPACE = "localization_admin"


def address(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a screen of translations; "" where there is no such screen."""
    try:
        found = reverse(f"{NAMESPACE}:{name}", args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(query, doseq=True)}" if query else found
