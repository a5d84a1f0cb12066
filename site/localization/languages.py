"""What is known of the site's languages: their own names and their directions."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info


@dataclass(frozen=True)
class LanguageInfo:
    code: str
    name: str
    direction: str


def language_info(code: str) -> LanguageInfo:
    """Return the language's own name and its direction, `ltr` or `rtl`. Unknown codes read from left to right,
    unless the settings say otherwise."""
    names = dict(settings.LANGUAGES)
    try:
        known = get_language_info(code)
    except KeyError:
        return LanguageInfo(code, names.get(code, code), "rtl" if code in settings.LANGUAGES_BIDI else "ltr")
    return LanguageInfo(code, names.get(code, known["name_local"]), "rtl" if known["bidi"] else "ltr")


def direction_of(code: str) -> str:
    """Return `rtl` for Arabic, Persian and their kin, else `ltr`."""
    return language_info(code).direction


def language_choices() -> list[tuple[str, str]]:
    """Return the codes and names of the site's languages, for a model's field.

    A field takes this function and not its answer: a migration then names the function, and is the same for every site.
    """
    return list(settings.LANGUAGES)
