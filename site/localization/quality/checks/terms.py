"""What the glossary says: the approved word, and words that are not to be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given

_ALIKE = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "\u200c": None, "ـ": None})
# What clings to the front of an Arabic or Persian word: and, so, with, for, like, the.
_BEFORE = "(?:و|ف)?(?:ب|ل|ک)?(?:ال)?"


def approved(given: Given) -> Iterator[Finding]:
    """A term of the source without its approved translation. Endings of the language may follow the word."""
    text = folded(given.plain)
    seen = set()
    for term in given.terms:
        if not term.target or term.target in seen:
            continue
        seen.add(term.target)
        if not any(folded(each.strip()) in text for each in re.split(r"[;|؛]", term.target) if each.strip()):
            yield Finding("term_missing", Severity.WARNING, details={"source": term.source, "target": term.target})


def forbidden(given: Given) -> Iterator[Finding]:
    """A word that the glossary forbids for a term of the source."""
    text = folded(given.plain)
    for word in dict.fromkeys(each for term in given.terms for each in term.forbidden if each.strip()):
        if not re.search(rf"(?<!\w){_BEFORE}{re.escape(folded(word))}(?!\w)", text):
            continue
        right = next((term.target for term in given.terms if word in term.forbidden), "")
        start = max(given.plain.find(word), 0)
        details = {"word": word, "right": right}
        yield Finding("term_forbidden" if right else "word_forbidden", Severity.ERROR, start, start + len(word), details=details)


def folded(text: str) -> str:
    """Return a text in which spellings of the same word are the same: without vowel signs, ZWNJ and case."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_ALIKE)


CHECKS = [
    (approved, {"term_missing": _("The glossary translates “%(source)s” as “%(target)s”.")}),
    (
        forbidden,
        {
            "term_forbidden": _("The glossary forbids “%(word)s”. Write “%(right)s”."),
            "word_forbidden": _("The glossary forbids “%(word)s”."),
        },
    ),
]
