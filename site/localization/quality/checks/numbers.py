"""Numbers: none may change on the way, and each language has its digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from content.digits import SIGNS
from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given

_FOLD = {ord(digit): str(value) for name in ("arabic", "persian") for value, digit in enumerate(SIGNS[name])}
# Digits with what stands within one number: 1,000 · 1.000 · 2.5 · ۱٬۰۰۰ · ٢٫٥ · 1 000 with a hard space.
_NUMBER = re.compile(r"\d+(?:[.,٬٫'’\u00a0\u202f]\d+)*")
_SEPARATOR = re.compile(r"[.,٬٫'’\u00a0\u202f]")
# Part of a word or a code: "A4", "USB3", "v2.1", "mp3", and what follows a # or stands in an address.
_CODE = re.compile(r"(?:https?://\S+|[\w.+-]+@[\w.-]+|[A-Za-z#][\w./-]*\d[\w./-]*|\d+[A-Za-z][\w./-]*)")
SMALL = 12
"""Numbers up to here may be written as words: "two days" is one word in Arabic."""


def numbers(given: Given) -> Iterator[Finding]:
    """Numbers that are missing or that the source does not have; the digits and separators of languages count as equal."""
    wanted, have = _numbers(given.source_plain), _numbers(given.plain)
    missing, added = wanted - have, have - wanted
    for number in list(missing):
        year = _year_of(number, added) if given.code.startswith("fa") else ""
        if year:  # 2024 is 1403: the date is in the language's own calendar
            del missing[number], added[year]
    is_altered = bool(missing) and bool(added)
    for number in missing:
        is_word = len(number) <= 2 and int(number) <= SMALL and not is_altered
        yield Finding("number_missing", Severity.HINT if is_word else Severity.ERROR, details={"number": number})
    for number in added:
        severity = Severity.ERROR if missing else Severity.WARNING
        yield Finding("number_added", severity, *_place(given.plain, number), details={"number": number})


def digits(given: Given) -> Iterator[Finding]:
    """Digits of another set than the language writes. Codes and addresses keep theirs."""
    policy = given.language.digits
    words = _blank(_CODE, given.words)
    for name, signs in SIGNS.items():
        wrong = re.search(f"[{signs}]+", words) if name != policy else None
        if wrong:
            start = max(given.plain.find(wrong[0]), 0)
            details = {"number": wrong[0], "digits": SIGNS[policy]}
            yield Finding("digits_wrong", Severity.WARNING, start, start + len(wrong[0]), details=details)


def _numbers(words: str) -> Counter[str]:
    """Count the numbers by their digits alone: 1,000 and ۱٬۰۰۰ are 1000, 2.5 and ٢٫٥ are 25."""
    return Counter(_bare(found[0]) for found in _NUMBER.finditer(words.translate(_FOLD)))


def _bare(number: str) -> str:
    return _SEPARATOR.sub("", number).lstrip("0") or "0"


def _year_of(number: str, others: Counter[str]) -> str:
    if len(number) != 4 or not 1900 <= int(number) <= 2100:
        return ""
    return next((str(int(number) - away) for away in (621, 622) if str(int(number) - away) in others), "")


def _place(words: str, number: str) -> tuple[int, int]:
    for found in _NUMBER.finditer(words.translate(_FOLD)):
        if _bare(found[0]) == number:
            return found.start(), found.end()
    return 0, 0


def _blank(pattern: re.Pattern[str], words: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), words)


CHECKS = [
    (
        numbers,
        {
            "number_missing": _("The number %(number)s of the source is missing."),
            "number_added": _("The number %(number)s is not in the source."),
        },
    ),
    (digits, {"digits_wrong": _("%(number)s has digits of another language. Here they are %(digits)s.")}),
]
