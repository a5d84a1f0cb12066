"""Words of the vocabulary that are a slip or two away from a typed one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.spelling.keyboards import VOWELS, are_alike, are_near
from search.spelling.vocabulary import Vocabulary, head

SHORTEST, SHORTEST_WITH_ONE_SLIP, SHORTEST_WITH_TWO = 3, 4, 8
"""Letters of a word in which neighbours may be swapped, in which one slip is looked for, and two."""
MOST_WEIGHED = 40
"""Words of equal distance that are compared letter by letter, the most frequent."""
FREQUENCY = 0.12
"""What a word in twice as many documents is better by, where one plain slip costs 1."""

# What a slip costs. A wrong letter far away on the keyboard is 1; the rest is what people do more often.
WRONG, NEAR, ALIKE, WRONG_VOWEL = 1.0, 0.65, 0.45, 0.7
MISSING, DOUBLED, VOWEL_MISSING = 0.8, 0.45, 0.65
SWAPPED = 0.5
FIRST_LETTER = 0.35
"""On top: the first letter is rarely wrong."""

_LONG_RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Near:
    """A word by its key; the lower the score, the more likely it was meant."""

    key: str
    score: float


def near_words(word: str, language: str, level: int, vocabulary: Vocabulary, most: int) -> list[Near]:
    """Return the words near a typed one that readers of `level` may know, the likeliest first.

    `word` is a key. Four letters and more may differ by one slip (a letter too many, too few, wrong, or swapped with the
    next), eight and more by two when no word is nearer; three only by a swap. Letters held too long count as one slip.
    """
    found = {key for key in _one_slip(word, vocabulary) if vocabulary.has(key, level)}
    if not found and len(word) >= SHORTEST_WITH_TWO:
        found = {key for key in _two_slips(word, vocabulary) if vocabulary.has(key, level)}
    frequent = sorted(found, key=vocabulary.frequency, reverse=True)[:MOST_WEIGHED]
    held = set(_let_go(word))
    weighed = [Near(key, (DOUBLED if key in held else cost(word, key, language)) - worth(key, vocabulary)) for key in frequent]
    return sorted(weighed, key=lambda each: (each.score, each.key))[:most]


def worth(key: str, vocabulary: Vocabulary) -> float:
    """Return what a word's frequency takes off its cost. In a small help center two documents are many."""
    return FREQUENCY * math.log2(1 + vocabulary.frequency(key) * vocabulary.scale)


def _one_slip(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield every word one slip away: each possible slip is looked up, which beats comparing all words."""
    yield from (shorter for shorter in _let_go(word) if shorter in vocabulary.places)
    if len(word) < SHORTEST:
        return
    for at in range(len(word) - 1):
        if (swapped := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) in vocabulary.places:
            yield swapped
    if len(word) < SHORTEST_WITH_ONE_SLIP:
        return
    places, letters = vocabulary.places, vocabulary.letters
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if before + after[1:] in places:
            yield before + after[1:]
        for letter in letters:
            if before + letter + after in places:
                yield before + letter + after
            if before + letter + after[1:] in places:
                yield before + letter + after[1:]


def _let_go(word: str) -> list[str]:
    """Return the word as it was before some key was held: each letter in a long row once, or twice."""
    shorter = dict.fromkeys((_LONG_RUN.sub(r"\1", word), _LONG_RUN.sub(r"\1\1", word)))
    return [each for each in shorter if each != word]


def _two_slips(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words two slips away at most whose first letter is the word's first or second."""
    for length in range(len(word) - 2, len(word) + 3):
        for first in dict.fromkeys((head(word), head(word, swapped=True))):
            bucket = vocabulary.buckets.get((length, first), [])
            for key, _distance, _at in process.extract(word, bucket, scorer=OSA.distance, score_cutoff=2, limit=None):
                yield key


def cost(typed: str, meant: str, language: str) -> float:
    """Return how unlikely the slips are that lead from `meant` to `typed`: the cheapest way, as edit distance finds it.

    Optimal string alignment (Damerau's four slips, no letter touched twice) with the prices above.
    """
    rows = [[0.0, *(FIRST_LETTER + MISSING * many for many in range(1, len(meant) + 1))]]
    for i, letter in enumerate(typed, 1):
        row = [FIRST_LETTER + MISSING * i]
        for j, wanted in enumerate(meant, 1):
            best = rows[i - 1][j - 1]
            if letter != wanted:
                best += _wrong(letter, wanted, language) + (FIRST_LETTER if i == j == 1 else 0.0)
            best = min(best, rows[i - 1][j] + _gap(typed, i - 1), row[j - 1] + _gap(meant, j - 1))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == wanted:
                best = min(best, rows[i - 2][j - 2] + SWAPPED)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _wrong(letter: str, wanted: str, language: str) -> float:
    if are_alike(letter, wanted, language):
        return ALIKE
    if are_near(letter, wanted, language):
        return NEAR
    return WRONG_VOWEL if letter in VOWELS and wanted in VOWELS else WRONG


def _gap(word: str, at: int) -> float:
    """Return the price of a letter too many or too few, which stands at `at`."""
    if word[at] in word[max(0, at - 1) : at] + word[at + 1 : at + 2]:
        return DOUBLED
    return VOWEL_MISSING if word[at] in VOWELS else MISSING
