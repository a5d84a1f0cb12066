"""How many words a text has, and how long they take in its language."""

from __future__ import annotations

import html
import re
from functools import lru_cache

# Words a minute in silent reading of English texts that inform: M. Brysbaert, "How many words do we read per minute?", Journal of
# Memory and Language 109 (2019). By the same work, other languages take as long for the same message: the figures here are that
# of English, scaled by the words that the 43 texts of the demo have in each language.
PER_MINUTE = {"en": 238, "ar": 187, "fa": 222, "id": 206}
OTHERS = 210

_TAG = re.compile(r"<[^>]*>")
# Chinese and Japanese have no spaces between words; two signs are about one word.
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Whatever stands between spaces and has a letter or a digit: marks above letters and joiners within a word do not part it.
_WORD = re.compile(r"[^\s\w]*\w\S*")


@lru_cache(maxsize=8)  # the head of a page asks first, then its text
def count_words(markup: str) -> int:
    """Return the number of words in HTML. Tags and entities are none."""
    text = html.unescape(_TAG.sub(" ", markup))
    text, signs = _SIGN.subn(" ", text)
    return len(_WORD.findall(text)) + signs // 2


def minutes_to_read(words: int, language: str, *, pace: float = 1) -> int:
    """Return whole minutes, at least one. `pace` above 1 is quicker than usual."""
    return max(1, round(words / (_per_minute(language) * pace)))


def in_language(words: int, language: str) -> int:
    """Return how many words of a language take as long as so many English ones: a translation is as long as its original."""
    return round(words * _per_minute(language) / PER_MINUTE["en"])


def _per_minute(language: str) -> int:
    return PER_MINUTE.get(language.partition("-")[0], OTHERS)
