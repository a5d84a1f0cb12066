"""Text to terms, with the place of each in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.analysis.letters import PERSIAN_LETTERS, UNSPACED, WORD, ZWNJ, fold, fold_accents, pairs
from search.analysis.registry import LanguageAnalysis, language_analysis

LONGEST_WORD = 64
"""Signs of a word that count: what is longer is no word, and an index should not grow by it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One term and the stretch [start, end) of the text that it stands for, in signs of the text as it was given."""

    term: str
    start: int
    end: int


def tokens(text: str, language: str) -> list[Token]:
    """Return the terms of `text` in order. Several may stand for one stretch: the parts of a compound and its whole."""
    return [
        Token(term, match.start(), match.end())
        for match in WORD.finditer(text)
        for term in _terms_of(match[0][:LONGEST_WORD], language)
    ]


def analyse(text: str, language: str) -> list[str]:
    """Return the terms of `text` in order, as the database engine indexes them."""
    return [term for match in WORD.finditer(text) for term in _terms_of(match[0][:LONGEST_WORD], language)]


def words(text: str) -> list[str]:
    """Return the folded words of `text`, neither stemmed nor thinned: for exact matches and unfinished words."""
    return [word for match in WORD.finditer(text) for word in _words_of(match[0][:LONGEST_WORD])]


def alternatives(text: str, language: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield, for each word of a query, the ways to find it: each way is terms that must all be there.

    A compound is found by its parts or by its whole, for one writer joins what another one splits.
    """
    entry = language_analysis(language)
    for match in WORD.finditer(text):
        word = match[0][:LONGEST_WORD]
        parts, whole = _split(word, entry)
        ways = dict.fromkeys((_significant(parts, entry), _significant(whole, entry)))
        if found := tuple(way for way in ways if way):
            yield found


@lru_cache(maxsize=65536)
def _terms_of(word: str, language: str) -> tuple[str, ...]:
    entry = language_analysis(language)
    parts, whole = _split(word, entry)
    if not whole:
        return _significant(parts, entry)
    # Both spellings of a compound find it: its parts, and the whole written in one.
    return tuple(dict.fromkeys((*_significant(parts, entry), *_significant(whole, entry))))


@lru_cache(maxsize=65536)
def _words_of(word: str) -> tuple[str, ...]:
    return tuple(part[0] for part in WORD.finditer(fold_accents(fold(word)).replace(ZWNJ, " ")))


def _split(word: str, entry: LanguageAnalysis) -> tuple[list[str], list[str]]:
    """Return the folded parts of one written word, mostly one, and the same joined when a joiner stood between them."""
    folded = fold(word)
    if not entry.stem_reads_accents:
        folded = fold_accents(folded)
    folded = folded.translate(PERSIAN_LETTERS) if entry.joins_words else folded.replace(ZWNJ, "")
    # Folding may bring forth spaces and signs: a ligature that is a whole sentence, a fraction.
    parts = [part for match in WORD.finditer(folded) for part in match[0].split(ZWNJ) if part]
    whole = ["".join(parts)] if ZWNJ in folded and len(parts) > 1 else []
    if any(UNSPACED.search(part) for part in parts):
        parts = [pair for part in parts for pair in _pairs_within(part)]
    return parts, whole


def _pairs_within(part: str) -> Iterator[str]:
    """Yield the pairs of signs of an unspaced script, and what stands between such stretches."""
    at = 0
    for match in UNSPACED.finditer(part):
        if part[at : match.start()]:
            yield part[at : match.start()]
        yield from pairs(match[0])
        at = match.end()
    if part[at:]:
        yield part[at:]


def _significant(parts: list[str], entry: LanguageAnalysis) -> tuple[str, ...]:
    """Return the terms of the parts that are no stop words."""
    kept = (part for part in parts if part not in entry.stop_words)
    stemmed = (entry.stem(part) if entry.stem else part for part in kept)
    if entry.stem_reads_accents:
        stemmed = (fold_accents(part) for part in stemmed)
    return tuple(term for term in stemmed if term)
