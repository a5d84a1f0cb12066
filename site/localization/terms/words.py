"""Words with what clings to them: articles, plurals, endings. Enough to know a term again, no grammar.

A word of a text is a term's when it is that term, or is it with beginnings and endings of its language around it. Terms short of
LEAST letters are known by themselves alone: "ID" is not in "IDs" by chance.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LEAST = 3
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200d\u200e\u200f]")
_SAME_LETTERS = str.maketrans("يىكةأإآٱ", "یی\u06a9هاااا")
_AROUND: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": ((), ("'s", "’s", "s", "es", "ed", "d", "ing", "s'", "s’")),
    "ar": (
        ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك"),
        ("ها", "هم", "كم", "نا", "ات", "ون", "ين", "ان", "ه", "ك", "ي", "ا"),
    ),
    "fa": (
        (),
        (
            "ها",
            "های",
            "هایی",
            "هایش",
            "هایم",
            "هایت",
            "ان",
            "ات",
            "ی",
            "ای",
            "م",
            "ت",
            "ش",
            "مان",
            "تان",
            "شان",
            "تر",
            "ترین",
            "ا",
        ),
    ),
    "id": (
        ("di", "ke", "se", "ber", "ter", "me", "mem", "men", "meng", "pe"),
        ("nya", "ku", "mu", "lah", "kah", "an", "kan", "i"),
    ),
}
# "policies" is "policy" with -ies, "کتاب‌ها" is "کتاب" with a non-joiner before its ending.
_TURNED = {"en": (("ies", "y"), ("ied", "y"), ("ing", "e"), ("men", "man"))}
_JOINER = "\u200c"


def folded(word: str) -> str:
    """Return a word as it is compared: without case, vowel signs and the different keyboards of Arabic and Persian."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold().translate(_SAME_LETTERS)


@lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> frozenset[str]:
    """Return what a folded word may be the form of, itself among it. `language` is a code; only its first part counts."""
    prefixes, suffixes = _around(language)
    found = {word}
    for ending in suffixes:
        if word.endswith(ending):
            found.add(word[: -len(ending)].rstrip(_JOINER))
    for ending, other in _TURNED.get(language.partition("-")[0], ()):
        if word.endswith(ending):
            found.add(word[: -len(ending)] + other)
    for beginning in prefixes:
        rests = (each[len(beginning) :] for each in tuple(found) if each.startswith(beginning))
        found |= {rest for rest in rests if not _is_all_ending(rest, suffixes)}
    return frozenset(each for each in found if len(each) >= LEAST or each == word)


def _is_all_ending(rest: str, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a word's beginning was its stem: "berikan" is "beri" with "-kan", and no "ikan" with "ber-"."""
    return any(rest.endswith(ending) and rest[: -len(ending)] in (*suffixes, "") for ending in suffixes)


def is_form_of(word: str, term: str, language: str) -> bool:
    """Tell whether a folded word of a text is a form of a folded term, or the term a plural of it."""
    return term in forms(word, language) or word in forms(term, language) or _is_one_plural(word, term, language)


def _is_one_plural(word: str, term: str, language: str) -> bool:
    """Both with an ending: "settings" in the glossary, "setting's" in the text."""
    common = forms(word, language) & forms(term, language)
    return any(len(each) > LEAST for each in common)


@lru_cache(maxsize=20)
def _around(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    prefixes, suffixes = _AROUND.get(language.partition("-")[0], ((), ()))
    return tuple(folded(each) for each in prefixes), tuple(folded(each) for each in suffixes)
