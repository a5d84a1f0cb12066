"""Numbers as the reader of a page writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from persiantools import digits


def in_digits_of(number: object, language: str) -> str:
    """Return a number in the digits of a language: Persian ones in Persian, Western ones elsewhere."""
    return str(digits.en_to_fa(str(number))) if language.partition("-")[0] == "fa" else str(number)


def language_of(context: Mapping[str, Any] | None) -> str:
    """Return the language of the page a block stands on, or else the active one."""
    return getattr((context or {}).get("page"), "language", "") or get_language() or ""
