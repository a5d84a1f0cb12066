"""What stands in for a language: the setting SANAD_FALLBACKS, and where it is silent the site's own language."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings


def chain_of(language: str) -> tuple[str, ...]:
    """Return the languages that readers of `language` are shown where theirs lacks, the best first, without itself."""
    chain = settings.SANAD_FALLBACKS.get(language, (settings.LANGUAGE_CODE,))
    return tuple(code for code in chain if code != language)


def first_of(language: str, there: Iterable[str]) -> str:
    """Return the first of a language and its chain that is among those there are; "" where none is."""
    known = set(there)
    return next((code for code in (language, *chain_of(language)) if code in known), "")
