"""What is typed, word by word, and what may be meant by a stretch of it: near words, words joined, words split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from search.analysis import analyse
from search.analysis.letters import UNSPACED, WORD
from search.spelling.everyday import is_everyday
from search.spelling.forms import is_form
from search.spelling.near import near_words, worth
from search.spelling.vocabulary import Vocabulary
from search.spelling.writing import LONGEST, key_of

OPTIONS = 4
"""Meanings of one stretch that are looked at."""
STOP_WORD = 0.3
"""What a word costs more that is not looked for: whoever types an unknown word means one that says something."""
SPLIT, JOIN = 0.75, 0.3
"""What a missing space costs and what one too many does, where a plain slip costs 1 (`near`)."""
LIKELY = {3: 0.2, 4: 0.35, 5: 0.45, 6: 0.55, 7: 0.6}
LIKELY_WHEN_LONG = 0.75
"""The highest score, by letters, at which an option is offered. Measured with slips made at random and with words left out
of the vocabulary: in English, six letters and 0.55 keep nine of ten slips; of right words that no document has, every fourth
is near another one by chance, and `everyday`, `forms` and the index spare most of these."""
MOST_REMEMBERED = 2000
"""Unknown words whose options are kept: one search asks for each twice, and many readers slip alike."""
SHORTEST_PART = 2
SHORT_PART, SAYS_MUCH = 0.4, 4
"""What a split costs more for each part with fewer letters than the second number."""
LONGEST_ACRONYM = 5

# Left alone: what is excluded, named by an operator or taken from an address.
_CHUNK = re.compile(r"\S+")
_PROTECTED = re.compile(r"^[-−]|[@/\\_#]|\w[:.]\w")
_BETWEEN = re.compile(r"[\s\u200c-]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of a query with its place in it. `is_right`: it is not to be corrected."""

    word: str
    key: str
    start: int
    end: int
    is_right: bool


def _is_name(word: str, *, shouted: bool) -> bool:
    """Tell whether a word is written as acronyms and products are: IBAN, iPhone."""
    if word.isupper():
        return not shouted and len(word) <= LONGEST_ACRONYM
    return word[1:] != word[1:].lower()


@dataclass(frozen=True, slots=True)
class Option:
    """What a stretch may mean; the lower the score, the likelier."""

    text: str
    score: float

    def is_likely(self, letters: int) -> bool:
        """Tell whether this rather than a right word of so many letters was meant."""
        return self.score <= LIKELY.get(letters, LIKELY_WHEN_LONG)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part [start, end) of the query that no document has as it stands."""

    start: int
    end: int
    options: tuple[Option, ...]


def typed_words(text: str, language: str, level: int, vocabulary: Vocabulary) -> list[Typed]:
    """Return the words of a query. Right are words of documents, everyday words, numbers, codes, names of things."""
    shouted = text.upper() == text
    found = []
    for chunk in _CHUNK.finditer(text):
        is_protected = _PROTECTED.search(chunk[0]) is not None
        for match in WORD.finditer(chunk[0]):
            word, key = match[0], key_of(match[0])
            is_right = (
                is_protected
                or not key.isalpha()
                or len(key) > LONGEST
                or _is_name(word, shouted=shouted)
                or UNSPACED.search(key) is not None
                or is_everyday(key, language)
                or vocabulary.has(key, level)
                or is_form(key, language, level, vocabulary)
            )
            found.append(Typed(word, key, chunk.start() + match.start(), chunk.start() + match.end(), is_right))
    return found


def options_for(each: Typed, language: str, level: int, vocabulary: Vocabulary) -> tuple[Option, ...]:
    """Return what an unknown word may mean, likeliest first: a word near it, or two words written as one."""
    asked = (each.key, language, level)
    if (known := vocabulary.options.get(asked)) is None:
        if len(vocabulary.options) >= MOST_REMEMBERED:
            vocabulary.options.clear()
        known = vocabulary.options[asked] = _options(each.key, language, level, vocabulary)
    return known


def _options(key: str, language: str, level: int, vocabulary: Vocabulary) -> tuple[Option, ...]:
    near = (
        Option(vocabulary.writing(found.key), found.score + (0.0 if analyse(found.key, language) else STOP_WORD))
        for found in near_words(key, language, level, vocabulary, OPTIONS)
    )
    options = sorted([*near, *_splits(key, language, level, vocabulary)], key=lambda option: option.score)
    return tuple(options[:OPTIONS])


def _splits(key: str, language: str, level: int, vocabulary: Vocabulary) -> Iterator[Option]:
    for at in range(SHORTEST_PART, len(key) - SHORTEST_PART + 1):
        parts = key[:at], key[at:]
        if all(vocabulary.has(part, level) and _may_stand_alone(part, language) for part in parts):
            # A short part is found in many a word; two of them say nothing.
            risk = sum(SHORT_PART for part in parts if len(part) < SAYS_MUCH)
            yield Option(" ".join(map(vocabulary.writing, parts)), SPLIT + risk - min(worth(part, vocabulary) for part in parts))


def _may_stand_alone(part: str, language: str) -> bool:
    return len(part) > SHORTEST_PART or is_everyday(part, language)


def joins(typed: list[Typed], text: str, language: str, level: int, vocabulary: Vocabulary) -> Iterator[Stretch]:
    """Yield neighbouring words that documents write as one, of which one at least is unknown or clearly rarer."""
    for one, other in pairwise(typed):
        key = one.key + other.key
        if not vocabulary.has(key, level) or not _BETWEEN.fullmatch(text, one.end, other.start):
            continue
        parts = [vocabulary.frequency(each.key) for each in (one, other)]
        if is_everyday(one.key, language) and is_everyday(other.key, language):
            continue
        if vocabulary.frequency(key) > 2 * min(parts):
            yield Stretch(one.start, other.end, (Option(vocabulary.writing(key), JOIN - worth(key, vocabulary)),))
