"""Letters, digits and marks that readers do not tell apart."""

from __future__ import annotations

import re
import unicodedata

ZWNJ = "\u200c"
_BMP = [chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF]

# Signs without a width or a meaning for search: they stand inside words and are dropped. The joiners stay in the pattern
# of a word, for a Persian word may contain one.
_INVISIBLE = {ord(sign): None for sign in _BMP if unicodedata.category(sign) == "Cf" and sign != ZWNJ}
_INVISIBLE |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)))
_DIGITS = {ord(sign): str(unicodedata.digit(sign)) for sign in _BMP if unicodedata.category(sign) == "Nd"}

# Vowel marks, the raised alef, Koranic signs, hamza as a mark, and the stroke that only stretches a word.
_ARABIC_MARKS: dict[int, None] = dict.fromkeys((*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640))
_ARABIC_MARKS |= {code: None for code in range(0x06D6, 0x06EE) if unicodedata.category(chr(code)) == "Mn"}

# Every spelling of one letter becomes the Arabic one. A hamza's carrier stays without the hamza: writers leave it out.
_ARABIC_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېےئ", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةۀہۂەھ", "ه"),
        "ؤ": "و",
        "ء": None,
    }
)
# Persian's own stemmer and stop words are written with Persian letters.
PERSIAN_LETTERS = str.maketrans("يك", "یک")
_FOLD = {**_INVISIBLE, **_DIGITS, **_ARABIC_MARKS, **_ARABIC_LETTERS}

_ACCENTED = re.compile("([A-Za-z\u0370-\u03ff])[\u0300-\u036f]+")
_UNMARKED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

_MARKS = "".join(re.escape(sign) for sign in _BMP if unicodedata.category(sign) in ("Mn", "Mc"))
_INSIDE = re.escape("".join(chr(code) for code in _INVISIBLE)) + ZWNJ
# A word: letters, digits and their marks, with invisible signs only after its first letter.
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}{_INSIDE}])*")

# Scripts written without spaces: a word is not to be seen, so neighbouring pairs of signs stand for words.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def fold(word: str) -> str:
    """Return `word` with everything unified that no language tells apart: width, case, digits, Arabic letters."""
    return unicodedata.normalize("NFKC", word).casefold().translate(_FOLD)


def fold_accents(word: str) -> str:
    """Return `word` without the accents of Latin and Greek letters; other scripts keep their marks."""
    if word.isascii():
        return word
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_UNMARKED)


def pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring signs of a word of an unspaced script; the sign itself when it is alone."""
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]
