"""Texts of queries: what is cut out before they are stored, and what all spellings of one have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from search.analysis import language_analysis, words
from search.analysis.letters import WORD
from search.analysis.terms import alternatives
from search.grammar import parse
from search.queries import LONGEST_TEXT, clean_text

LONGEST_KEY = 300
"""Signs of a key that are stored."""
SHORTEST = 2
"""Letters or digits that a text must have to be worth a row."""

_READ = 4 * LONGEST_TEXT
"""Signs that are looked at. Cutting comes last: half of an e-mail address would not be known as one."""
_ZWNJ, _ZWJ = "\u200c\u200d"
# What people write between the digits of a number, up to four at a time: "0912-345 67 89", "+62 (21) 555.12.34".
_BETWEEN = rf"[\s.,'’·_/|()\[\]\-‐‑‒–—−٫٬،{_ZWNJ}{_ZWJ}]{{0,4}}"
_AT = r"(?:at|في|ات)"
_DOT = r"(?:dot|titik|نقطه|نقطة)"

# In this order: an address of the web may hold one of mail, and either may hold long numbers.
_PERSONAL = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:[a-z][a-z0-9+.\-]*://|www\.|mailto:|tel:)\S*",
        r"(?<!\S)\S+?[?&;][\w.\-]+=\S*",
        r"(?<!\S)\S*?(?:(?:token|passw|secret|api.?key|otp)\w*\s*[=:]|session\w*=)\s*\S+",
        r"(?<!\S)\S*?(?:@|%40)\S*",
        rf"(?<!\S)\S+?\s*[(\[{{]\s*{_AT}\s*[)\]}}]\s*\S+(?:\s*[(\[{{]\s*{_DOT}\s*[)\]}}]\s*\S+)*",
        rf"(?<!\S)\S+\s+{_AT}\s+\S+\s+{_DOT}\s+\S+",
        # An IBAN: country, check digits, then groups of letters and digits.
        r"\b[a-z]{2}\s?\d\d(?:[\s.\-]?[a-z0-9]{4}){2,7}(?:[\s.\-]?[a-z0-9]{1,3})?\b",
        # Letters and digits mixed beyond what a product is called: tokens, hashes.
        r"(?<![\w\-])(?=[\w\-]*\d)(?=[\w\-]*[a-z])[a-z0-9_\-+/.]{20,}=*",
        # Six digits or more, with a short word written to it ("AB-123456", "X1234567Z").
        rf"(?:(?<![^\W_])[a-z]{{1,4}}[#\-_/.:]?)?[+#№]?\(?\d(?:{_BETWEEN}\d){{5,}}(?:[a-z]{{1,3}}(?![^\W_]))?",
        r"(?<![^\W_])(?=(?:[a-z]*\d){6})[a-z0-9]+",
    )
]
_SPACED_AT = re.compile(r"(?<![^\s@])[^\s@]+(?:\s+@\s*|@\s+)[^\s@]+\.\S+")


def scrubbed(text: str) -> str:
    """Return the text of a query without what may tell of a person, as one line that can be stored; "" if nothing is left.

    Taken out are e-mail addresses in any script and as people disguise them, addresses of the web (they carry tokens),
    bank accounts, long mixes of letters and digits, and numbers of six digits or more in any script, whatever stands
    between the digits. Names stay: nothing tells them from words. What strangers see must be asked by several for that.
    """
    text = _without_invisible(_beginning(text))
    for pattern in (_SPACED_AT, *_PERSONAL):
        text = _without(pattern, text)
    text = clean_text(text).strip(" ,;:/|_#+&=").rstrip("-–—( ")
    return text if WORD.search(text) else ""


def is_worth_storing(text: str) -> bool:
    """Tell whether a scrubbed text is more than a first letter, in any script."""
    return sum(sign.isalnum() for sign in text) >= SHORTEST


def merge_key(text: str, language: str) -> str:
    """Return what all spellings of a query in a language have in common; "" for a text without words.

    The words are folded (letters, digits of any script, accents, marks, case), stemmed and freed of stop words, as the
    index has them. Their order does not count and neither does saying one twice, for neither changes what is found. Words
    that must not occur keep their minus: that is another question. Where writers join what others split (Persian), the
    order stays and the blanks go instead, so that all three spellings of a compound are one.
    """
    parsed = parse(text)
    wanted = _terms(parsed.plain, language)
    entry = language_analysis(language)
    key = _joined(wanted, entry.stem) if entry.joins_words else " ".join(sorted(set(wanted)))
    narrowed = sorted(f"{name}:{' '.join(words(value))}" for name, value in parsed.operators)
    narrowed += sorted(f"-{name}:{' '.join(words(value))}" for name, value in parsed.negated)
    unwanted = sorted({f"-{term}" for each in parsed.excluded for term in _terms(each, language)})
    return " ".join(filter(None, (key, *unwanted, *narrowed)))[:LONGEST_KEY].strip()


def _terms(text: str, language: str) -> list[str]:
    """Return the stems of the significant words, a compound by its parts; all words when none is significant."""
    return [term for ways in alternatives(text, language) for term in ways[0]] or words(text)


def _joined(terms: list[str], stem: Callable[[str], str] | None) -> str:
    """Return the terms in one word, stemmed until nothing more goes: the whole may lose what its last part has kept."""
    word = "".join(terms)
    for _each in range(4):
        word = (stem(word) if stem and word else word) or word
    return word


def _beginning(text: str) -> str:
    """Return as much as is read, up to the end of a word: the last one may be half an address or number."""
    if len(text) <= _READ:
        return text
    return re.sub(r"[\d\s.,()/+\-]+$|\S+$", "", text[:_READ])


def _without_invisible(text: str) -> str:
    """Drop the signs without a width or meaning, which would hide an address; Persian needs its joiner."""
    return "".join(sign for sign in text if sign in (_ZWNJ, _ZWJ) or unicodedata.category(sign) != "Cf")


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Cut out what the pattern finds in a shadow of the text that has plain digits and signs in the same places."""
    shadow = "".join(map(_plain, text))
    at, kept = 0, []
    for match in pattern.finditer(shadow):
        kept.append(text[at : match.start()])
        at = match.end()
    return " ".join([*kept, text[at:]])


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign
