"""Numbers as the reader of a page writes them: the setting SANAD_DIGITS names the digits of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

_WESTERN = "0123456789"
SIGNS = {"western": _WESTERN, "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}
"""The kinds of digits by name, from zero to nine."""
_TABLES = {kind: str.maketrans(_WESTERN, signs) for kind, signs in SIGNS.items()}


def digits_of(language: str) -> str:
    """Return the kind of digits that a language is written with: `western`, `arabic` or `persian`."""
    chosen = settings.SANAD_DIGITS
    return str(chosen.get(language) or chosen.get(language.partition("-")[0]) or "western")


def in_digits_of(number: object, language: str) -> str:
    """Return a number in the digits of a language. Other signs stay as they are."""
    return str(number).translate(_TABLES[digits_of(language)])


def language_of(context: Mapping[str, Any] | None) -> str:
    """Return the language of the page a block stands on, or else the active one."""
    return getattr((context or {}).get("page"), "language", "") or get_language() or ""
