"""Reads the languages of a site from its settings; what cannot be meant stops the start with a sentence.

SANAD_LANGUAGES=en,ar,fa,id,tr:Türkçe      the first one is the site's own; a name is needed where Django knows none
SANAD_FALLBACKS=fa>ar>en,id>en             what readers are shown where a page lacks in their language
SANAD_DIGITS=fa:persian,ar:western         how numbers are written
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

STANDARD = ("en", "ar", "fa", "id")
DIGITS = ("western", "arabic", "persian")
STANDARD_DIGITS = {"fa": "persian"}

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
# Django knows these by names that readers would not look for.
_NAMES = {"en": "English", "ar": "العربية", "fa": "فارسی", "id": "Bahasa Indonesia"}

Chains = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Languages:
    """`known`: codes and names, the site's own first; `right_to_left`: codes that Django has to be told about."""

    known: list[tuple[str, str]]
    right_to_left: list[str]

    @property
    def own(self) -> str:
        return self.known[0][0]


def read_languages(name: str, words: Sequence[str]) -> Languages:
    """Return the languages written as `code`, `code:name` or `code:name:rtl`. Raises ImproperlyConfigured."""
    known: dict[str, str] = {}
    right_to_left = []
    for word in words:
        code, _colon, rest = (part.strip() for part in word.partition(":"))
        own_name, _colon, direction = (part.strip() for part in rest.partition(":"))
        if not _CODE.fullmatch(code):
            raise ImproperlyConfigured(f"{name} has {word!r}; a language is a code in small letters, such as tr or pt-br.")
        if code in known:
            raise ImproperlyConfigured(f"{name} names {code} twice.")
        if direction not in {"", "ltr", "rtl"}:
            raise ImproperlyConfigured(f"{name} has {word!r}; a direction is rtl or ltr, such as {code}:{own_name}:rtl.")
        known[code] = own_name or language_name(code)
        if not known[code]:
            raise ImproperlyConfigured(f"{name} has {code}, a language Django does not know. Name it: {code}:its own name.")
        if direction == "rtl" and not LANG_INFO.get(code, {}).get("bidi"):
            right_to_left.append(code)
    if not known:
        raise ImproperlyConfigured(f"{name} names no language.")
    return Languages(list(known.items()), right_to_left)


def language_name(code: str) -> str:
    """Return a language's own name; "" where Django knows none."""
    return _NAMES.get(code) or str(LANG_INFO.get(code, {}).get("name_local", "")) or _name_of_kin(code)


def _name_of_kin(code: str) -> str:
    """The name of `de` for `de-xx`, with the place."""
    language, _dash, place = code.partition("-")
    info = LANG_INFO.get(language, {}) if place else {}
    return f"{info['name_local']} ({place.upper()})" if "name_local" in info else ""


def read_fallbacks(name: str, words: Sequence[str], codes: Iterable[str]) -> Chains:
    """Return for each language that is named what stands in for it, the best first. Raises ImproperlyConfigured.

    A language alone has nothing that stands in for it. Those that are not named fall back on the site's own.
    """
    chains: Chains = {}
    for word in words:
        first, *others = (part.strip().lower() for part in word.split(">"))
        if first in chains:
            raise ImproperlyConfigured(f"{name} has two chains that begin with {first}; write one of them.")
        chains[first] = tuple(others)
    check_fallbacks(name, chains, codes)
    return chains


def check_fallbacks(name: str, chains: Mapping[str, Sequence[str]], codes: Iterable[str]) -> None:
    """Raise ImproperlyConfigured for languages the site does not have, and for chains that lead back to where they began."""
    known = list(codes)
    for first, others in chains.items():
        for code in (first, *others):
            if code not in known:
                word, chain = repr(code) if code else "an empty word", _written(first, others)
                raise ImproperlyConfigured(f"{name} has {word} in {chain}; the site's languages are {', '.join(known)}.")
    steps: dict[str, set[str]] = {}
    for first, others in chains.items():
        way = [first, *others]
        for here, there in pairwise(way):
            steps.setdefault(here, set()).add(there)
    for code in steps:
        if way := _way_back(code, steps):
            raise ImproperlyConfigured(
                f"{name} is circular: {' > '.join(way)}. Each chain must end before it comes back to a language of it; "
                "write every chain to its end, such as fa>ar>en."
            )


def _way_back(start: str, steps: Mapping[str, set[str]]) -> list[str]:
    """A way that leads from a language back to it; empty where there is none."""
    waiting, seen = [[start]], set()
    while waiting:
        way = waiting.pop()
        for there in sorted(steps.get(way[-1], ())):
            if there == start:
                return [*way, there]
            if there not in seen:
                seen.add(there)
                waiting.append([*way, there])
    return []


def _written(first: str, others: Sequence[str]) -> str:
    return ">".join([first, *others])


def read_digits(name: str, words: Sequence[str], codes: Iterable[str]) -> dict[str, str]:
    """Return the digits of each language that has others than 0 to 9, or was given some. Raises ImproperlyConfigured."""
    known, found = list(codes), {}
    for word in words:
        code, _colon, digits = (part.strip().lower() for part in word.partition(":"))
        if code not in known:
            raise ImproperlyConfigured(f"{name} has {word!r}; the site's languages are {', '.join(known)}.")
        if digits not in DIGITS:
            raise ImproperlyConfigured(f"{name} has {word!r}; digits are {', '.join(DIGITS)}, such as {code}:{DIGITS[0]}.")
        found[code] = digits
    return {**STANDARD_DIGITS, **found}
