"""Texts of rules and of queries made comparable: by analysed terms, so that inflected forms and spellings are the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from search.analysis.letters import UNSPACED, WORD, fold
from search.analysis.terms import alternatives
from search.analysis.terms import words as folded_words
from search.queries import Group, Way

Key = tuple[str, ...]
"""The terms of a text in order, stop words left out."""
Bag = frozenset[str]
"""The same without an order, for rules that hold for a whole query."""

MOST_WAYS = 8
"""Keys of one text that are compared: a compound has two, and a text of many compounds is no synonym."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text on the stretch [start, end). `ways`: each is terms that stand for it; none for a stop word."""

    start: int
    end: int
    ways: Group
    folded: tuple[str, ...]


def words_of(text: str, language: str) -> list[Word]:
    """Return the words of a text. In scripts without spaces each sign is one, so that a rule fits inside a longer text."""
    return [
        Word(start, end, _ways(text[start:end], language), _folded(text[start:end]))
        for match in WORD.finditer(text)
        for start, end in _stretches(match[0], match.start())
    ]


@lru_cache(maxsize=65536)
def keys_of(text: str, language: str) -> tuple[Key, ...]:
    """Return what a text is compared by, the parts of compounds first; () when it has nothing but stop words."""
    groups = [word.ways for word in words_of(text, language) if word.ways]
    if not groups:
        return ()
    return tuple(dict.fromkeys(sum(ways, ()) for ways in islice(product(*groups), MOST_WAYS)))


def bags_of(text: str, language: str, stop_words: Collection[str] = ()) -> tuple[Bag, ...]:
    """Return what a whole query is compared by: its terms in any order, `stop_words` left out.

    A query of nothing but stop words ("how to") is compared by these.
    """
    found = words_of(text, language)
    groups = [word.ways for word in found if word.ways and not is_among(word, stop_words)]
    groups = groups or [word.ways for word in found if word.ways]
    if groups:
        return tuple(dict.fromkeys(frozenset(sum(ways, ())) for ways in islice(product(*groups), MOST_WAYS)))
    only = frozenset(f"={each}" for each in folded_words(text))
    return (only,) if only else ()


def is_among(word: Word, stop_words: Collection[str]) -> bool:
    """Tell whether editors listed this word, in this form: as in a language's own list, other forms still count."""
    return bool(stop_words) and bool(word.folded) and all(each in stop_words for each in word.folded)


@lru_cache(maxsize=65536)
def _ways(word: str, language: str) -> tuple[Way, ...]:
    if UNSPACED.search(word):
        return ((fold(word),),)
    return next(alternatives(word, language), ())


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(folded_words(word))


def _stretches(word: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the word's place; of a script without spaces that of each sign, and of what stands between."""
    at = 0
    for match in UNSPACED.finditer(word):
        if match.start() > at:
            yield offset + at, offset + match.start()
        yield from ((offset + sign, offset + sign + 1) for sign in range(match.start(), match.end()))
        at = match.end()
    if at < len(word):
        yield offset + at, offset + len(word)
