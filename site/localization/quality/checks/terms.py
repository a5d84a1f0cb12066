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
        wordings = _wordings(term.target)
        if not any(folded(each) in text for each in wordings):
            yield Finding("term_missing", Severity.WARNING, details={"source": term.source, "target": " / ".join(wordings)})


def forbidden(given: Given) -> Iterator[Finding]:
    """A word that the glossary forbids for a term of the source, but within what it approves: "cart" in "shopping cart"."""
    text = folded(given.plain)
    for wording in sorted({each for term in given.terms for each in _wordings(term.target)}, key=len, reverse=True):
        text = re.sub(_word(wording), "\u2028", text)
    for word in dict.fromkeys(each for term in given.terms for each in term.forbidden if each.strip()):
        if not re.search(_word(word), text):
            continue
        right = next((" / ".join(_wordings(term.target)) for term in given.terms if word in term.forbidden), "")
        start = max(given.plain.find(word), 0)
        details = {"word": word, "right": right}
        yield Finding("term_forbidden" if right else "word_forbidden", Severity.ERROR, start, start + len(word), details=details)


def _wordings(target: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;|؛]", target) if each.strip()]


def _word(words: str) -> str:
    """Return the pattern of whole words in a folded text."""
    return rf"(?<!\w){_BEFORE}{re.escape(folded(words))}(?!\w)"


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
