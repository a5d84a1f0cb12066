from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def link_to(name: str, *args: Any) -> str:
    """Return the address of a screen of this room by its name; "" where that part is not installed."""
    try:
        return reverse(f"localization_admin:{name}", args=args)
    except NoReverseMatch:
        return ""
