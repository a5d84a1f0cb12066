"""Words as they are written: what the vocabulary keeps, and by what it is looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from search.analysis import words
from search.analysis.letters import UNSPACED, WORD, ZWNJ, fold

SHORTEST, LONGEST = 2, 40
"""Letters of a word that is kept."""
_LONGEST_CHUNK = 200

# Vowel marks and the stroke that stretches a word: written now and then, and never needed to read it.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_ARABIC_SCRIPT = re.compile(f"[\u0620-\u063f\u0641-\u064a\u066e-\u06d3{ZWNJ}]+")
_PARTS = re.compile(f"{ZWNJ}+")


def written_words(text: str) -> set[str]:
    """Return the different words of a text as it writes them, in small letters: accents, hamzas and joiners stay.

    Without words of one letter, with digits, or of scripts written without spaces; of what joiners bind, the whole and
    its parts of three letters and more.
    """
    found: set[str] = set()
    for chunk in set(text.split()):
        found.update(_of_chunk(chunk) if len(chunk) <= _LONGEST_CHUNK else _of_chunk.__wrapped__(chunk))
    return found


@lru_cache(maxsize=65536)
def _of_chunk(chunk: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in WORD.findall(_ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", chunk).lower())):
        tidy = "".join(sign for sign in word if sign == ZWNJ or unicodedata.category(sign) != "Cf").strip(ZWNJ)
        parts = _PARTS.split(tidy)
        found.append(ZWNJ.join(parts))
        found += [part for part in parts if len(parts) > 1 and len(part) > SHORTEST]
    return tuple(word for word in found if _is_kept(word))


def _is_kept(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not any(map(str.isdigit, word)) and not UNSPACED.search(word)


def key_of(word: str) -> str:
    """Return what all spellings of a word have in common: folded, in one, without joiners."""
    if word.isascii() and word.isalpha() and word.islower():
        return word
    if _ARABIC_SCRIPT.fullmatch(word):  # the usual case without the costs of all others
        return fold(word).replace(ZWNJ, "")
    return "".join(words(word))
