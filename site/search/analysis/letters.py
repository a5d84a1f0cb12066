"""Letters, digits and marks that readers do not tell apart."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

ZWNJ = "\u200c"
APOSTROPHES = ("'", "\u2019")
_BMP = [chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF]

# Signs without a width or a meaning for search: they stand inside words and are dropped. The non-joiner stays, for it may
# stand between the parts of a Persian word.
INVISIBLE = {ord(sign): None for sign in _BMP if unicodedata.category(sign) == "Cf" and sign != ZWNJ}
INVISIBLE |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)))
_DIGITS = {ord(sign): str(unicodedata.digit(sign)) for sign in _BMP if unicodedata.category(sign) == "Nd"}

# Vowel marks, the raised alef, Koranic signs, hamza as a mark, and the stroke that only stretches a word.
ARABIC_MARKS: dict[int, None] = dict.fromkeys((*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640))
ARABIC_MARKS |= {code: None for code in range(0x06D6, 0x06EE) if unicodedata.category(chr(code)) == "Mn"}

# Every spelling of one letter becomes the Arabic one. A hamza's carrier stays without the hamza: writers leave it out.
ARABIC_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېےئ", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةۀہۂەھ", "ه"),
        "ؤ": "و",
        "ء": None,
    }
)
_FOLD = {**INVISIBLE, **_DIGITS, **ARABIC_MARKS, **ARABIC_LETTERS}

_ACCENTED = re.compile("([A-Za-z\u0370-\u03ff])[\u0300-\u036f]+")
_UNMARKED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

_MARKS = "".join(re.escape(sign) for sign in _BMP if unicodedata.category(sign) in ("Mn", "Mc"))
_INSIDE = re.escape("".join(chr(code) for code in INVISIBLE)) + ZWNJ
# One letter and a hyphen before a word belong to it: e-mail, t-shirt; and so does Wi-Fi, which is written in all ways.
_SHORT_PART = "(?<![\\w-])(?:[A-Za-z]|[Ww][Ii])-(?=[A-Za-z]{2})"
# A word: letters, digits and their marks, with invisible signs only after its first letter.
WORD = re.compile(rf"(?:{_SHORT_PART})?[^\W_](?:[^\W_]|[{_MARKS}{_INSIDE}])*")

# Scripts written without spaces: a word is not to be seen, so neighbouring pairs of signs stand for words. Korean has
# spaces, but writes its endings to the words.
SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED = re.compile(f"[{SOUTH_EAST}\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]+")
_CLUSTER = re.compile(f"[\u17d2\u1039]?.[{_MARKS}]*")

# Where one written word is two, for those who leave out the space: الWiFi, and iPhone15 or 10GB, but neither 5G nor A1B2.
ARABIC_LETTER, LATIN_LETTER = "\u0620-\u064a\u066e-\u06d3", "A-Za-z\u00c0-\u024f"
_EDGES = re.compile(f"(?<=[{ARABIC_LETTER}])(?=[{LATIN_LETTER}0-9])|(?<=[{LATIN_LETTER}0-9])(?=[{ARABIC_LETTER}])")
_NUMBERED = re.compile(f"^([{LATIN_LETTER}]{{2,}})([0-9]+)$|^([0-9]+)([{LATIN_LETTER}]{{2,}})$")


def fold(word: str) -> str:
    """Return `word` with everything unified that no language tells apart: width, case, digits, Arabic letters."""
    return unicodedata.normalize("NFKC", word).casefold().translate(_FOLD)


def fold_accents(word: str) -> str:
    """Return `word` without the accents of Latin and Greek letters; other scripts keep their marks."""
    if word.isascii():
        return word
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_UNMARKED)


def pieces(word: str) -> list[str]:
    """Return the words that a folded word consists of, mostly one: at the edge of two scripts, of a name and a number."""
    if word.isascii() and (word.isalpha() or word.isdecimal()):
        return [word]
    return [piece for part in _EDGES.sub(" ", word).split() for piece in _NUMBERED.sub(r"\1\3 \2\4", part).split()]


def pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring signs of a word of an unspaced script; the sign itself when it is alone."""
    signs = _CLUSTER.findall(word)
    return [one + other for one, other in pairwise(signs)] or signs
