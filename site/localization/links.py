"""Ways to the screens of translation."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


def link_to(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a screen of this room by its name; "" where it would be about nothing (None among `args`)."""
    if None in args:
        return ""
    found = reverse(f"localization_admin:{name}", args=args)
    return f"{found}?{urlencode(query, doseq=True)}" if query else found
