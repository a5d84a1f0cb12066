"""Text to terms, with the place of each in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.analysis.letters import APOSTROPHES, UNSPACED, WORD, ZWNJ, fold, fold_accents, pairs, pieces
from search.analysis.registry import LanguageAnalysis, language_analysis

LONGEST_WORD = 40
"""Signs of a word that count: what is longer is no word, and an index should not grow by it."""
LONGEST_JOINED = 24
"""Signs of two words that may be one: longer compounds are not written in one."""

_CAPITALS = str.maketrans({"I": "ı", "İ": "i"})
_ONLY_A_SPACE = re.compile(rf"[\s\-{ZWNJ}]{{1,3}}")


@dataclass(frozen=True, slots=True)
class Token:
    """One term and the stretch [start, end) of the text that it stands for, in signs of the text as it was given."""

    term: str
    start: int
    end: int


class _Written(NamedTuple):
    """A word as it is written: the folded words that it consists of, mostly one, and its stretch of the text."""

    parts: tuple[str, ...]
    start: int
    end: int


def tokens(text: str, language: str, wanted: Collection[str] | None = None) -> list[Token]:
    """Return the terms of `text` in order. Several may stand for one stretch: the parts of a compound and its whole.

    `wanted`: the only terms that matter; the others may be left out, which spares most of the work.
    """
    entry = language_analysis(language)
    found: list[Token] = []
    before: re.Match[str] | None = None
    beginnings = None if wanted is None else {term[:2] for term in wanted}
    for match in WORD.finditer(text):
        if not entry.is_plain and _is_cut(match, text, entry):
            continue
        word = match[0][:LONGEST_WORD]
        found += [
            Token(term, match.start(), match.end()) for term in _terms_of(word, language) if wanted is None or term in wanted
        ]
        if entry.joins_words:
            found += _wholes(before, match, text, language, beginnings)
            before = match
    return sorted(found, key=lambda token: (token.start, token.end)) if entry.joins_words else found


def analyse(text: str, language: str) -> list[str]:
    """Return the terms of `text`, as the database engine indexes them.

    Words stand in their order, so that neighbours are neighbours; where a language joins words, the pairs that may be one
    word follow after all of them, each once.
    """
    entry = language_analysis(language)
    if entry.is_plain:
        return [term for word in WORD.findall(text) for term in _terms_of(word[:LONGEST_WORD], language)]
    written = list(_words(text, entry))
    plain = [term for word in written for term in _significant(word.parts, language)]
    if not entry.joins_words:
        return plain
    compounds = dict.fromkeys(_compounds(written, text))
    return [*plain, *dict.fromkeys(term for parts in compounds for term in _joined(parts, language))]


def word_terms(word: str, language: str) -> tuple[str, ...]:
    """Return the terms of one written word, without those of its neighbours: none for a stop word. Remembered."""
    return _terms_of(word[:LONGEST_WORD], language)


def words(text: str) -> list[str]:
    """Return the folded words of `text`, neither stemmed nor thinned: for exact matches and unfinished words."""
    return [word for match in WORD.finditer(text) for word in _words_of(match[0][:LONGEST_WORD])]


def alternatives(text: str, language: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield, for each word of a query, the ways to find it, the plain one first: each way is terms that must all be there.

    Where a language joins words, a compound is found by its parts or by its whole, and a word also joined to one of its
    neighbours, for one writer joins what another one splits.
    """
    entry = language_analysis(language)
    written = list(_words(text, entry))
    joined: dict[int, list[tuple[str, ...]]] = {}
    if entry.joins_words:
        for at, word in enumerate(written):
            joined.setdefault(at, []).append(_joined(word.parts, language))
        places = {word.start: at for at, word in enumerate(written)}
        for one, other in _neighbours(written, text):
            way = _joined((one.parts[-1], other.parts[0]), language)
            for word in (one, other):
                if len(word.parts) == 1:  # else one of its parts would be lost
                    joined[places[word.start]].append(way)
    for at, word in enumerate(written):
        plain = _significant(word.parts, language)
        ways = dict.fromkeys((plain, *joined.get(at, ())))
        if plain and (found := tuple(way for way in ways if way)):
            yield found


def spellings(text: str, language: str) -> list[tuple[str, ...]]:
    """Return, for each significant word of a query, the texts to look for, the word itself first: for engines that analyse.

    Only of use where the language joins words; elsewhere every word has one spelling.
    """
    entry = language_analysis(language)
    written = list(_words(text, entry))
    found: dict[int, dict[str, None]] = {word.start: {text[word.start : word.end]: None} for word in written}
    if entry.joins_words:
        for word in written:
            if len(word.parts) > 1:
                found[word.start]["".join(word.parts)] = None
        for one, other in _neighbours(written, text):
            for word in (one, other):
                if len(word.parts) == 1 and _joined((one.parts[-1], other.parts[0]), language):
                    found[word.start][one.parts[-1] + other.parts[0]] = None
    return [tuple(found[word.start]) for word in written if _significant(word.parts, language)]


def neighbours(text: str, language: str) -> list[str]:
    """Return the pairs of significant words that follow each other in a query, as they are written: for nearness."""
    written = [word for word in _words(text, language_analysis(language)) if _significant(word.parts, language)]
    pairs_of_words = (f"{text[one.start : one.end]} {text[other.start : other.end]}" for one, other in pairwise(written))
    return list(dict.fromkeys(pairs_of_words))


def _words(text: str, entry: LanguageAnalysis) -> Iterator[_Written]:
    """Yield what of the text is written as a word, without what an apostrophe has made of words."""
    for match in WORD.finditer(text):
        if not entry.is_plain and _is_cut(match, text, entry):
            continue
        if parts := _split(match[0][:LONGEST_WORD], entry.code):
            yield _Written(parts, match.start(), match.end())


def _is_cut(match: re.Match[str], text: str, entry: LanguageAnalysis) -> bool:
    """Tell whether an apostrophe makes this no word: an article before it, or an ending after it."""
    start, end = match.span()
    if entry.suffixes_after_apostrophe and start > 1 and text[start - 1] in APOSTROPHES and text[start - 2].isalnum():
        return True
    return bool(entry.elisions) and text[end : end + 1] in APOSTROPHES and fold(match[0]) in entry.elisions


def _neighbours(written: Iterable[_Written], text: str) -> Iterator[tuple[_Written, _Written]]:
    """Yield the pairs of words between which there is nothing but a space."""
    for one, other in pairwise(written):
        if _ONLY_A_SPACE.fullmatch(text, one.end, other.start):
            yield one, other


def _wholes(
    before: re.Match[str] | None, match: re.Match[str], text: str, language: str, beginnings: Collection[str] | None
) -> Iterator[Token]:
    """Yield the terms of a word's parts written in one, and of the word before with it. `beginnings`: of those that matter."""
    parts = _split(match[0][:LONGEST_WORD], language)
    if len(parts) > 1 and (beginnings is None or parts[0][:2] in beginnings):
        yield from (Token(term, match.start(), match.end()) for term in _joined(parts, language))
    if before is None or not parts or not (first := _split(before[0][:LONGEST_WORD], language)):
        return
    if (beginnings is None or first[-1][:2] in beginnings) and _ONLY_A_SPACE.fullmatch(text, before.end(), match.start()):
        yield from (Token(term, before.start(), match.end()) for term in _joined((first[-1], parts[0]), language))


def _compounds(written: list[_Written], text: str) -> Iterator[tuple[str, ...]]:
    """Yield the parts of what may be one word: compounds, and neighbours."""
    yield from (word.parts for word in written if len(word.parts) > 1)
    yield from ((one.parts[-1], other.parts[0]) for one, other in _neighbours(written, text))


@lru_cache(maxsize=65536)
def _terms_of(word: str, language: str) -> tuple[str, ...]:
    return _significant(_split(word, language), language)


@lru_cache(maxsize=65536)
def _words_of(word: str) -> tuple[str, ...]:
    folded = fold_accents(fold(word)).replace(ZWNJ, " ").replace("-", "")
    return tuple(piece for part in WORD.finditer(folded) for piece in pieces(part[0]))


@lru_cache(maxsize=65536)
def _split(word: str, language: str) -> tuple[str, ...]:
    """Return the folded parts of one written word."""
    entry = language_analysis(language)
    folded = fold(word.translate(_CAPITALS) if entry.dotless_i else word).replace("-", "")
    if not entry.stem_reads_accents:
        folded = fold_accents(folded)
    folded = folded.replace(ZWNJ, " " if entry.joins_words else "")
    # Folding may bring forth spaces and signs: a ligature that is a whole sentence, a fraction.
    parts = [piece for match in WORD.finditer(folded) for piece in pieces(match[0])]
    if any(UNSPACED.search(part) for part in parts):
        parts = [pair for part in parts for pair in _pairs_within(part)]
    return tuple(parts)


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


@lru_cache(maxsize=65536)
def _significant(parts: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the terms of the parts that are no stop words."""
    entry = language_analysis(language)
    kept = (part for part in parts if part not in entry.stop_words)
    stemmed = (entry.stem(part) if entry.stem else part for part in kept)
    if entry.stem_reads_accents:
        stemmed = (fold_accents(part) for part in stemmed)
    return tuple(term for term in stemmed if term)


@lru_cache(maxsize=65536)
def _joined(parts: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the term of parts written in one; nothing when they cannot be one word, or when that tells nothing new."""
    entry = language_analysis(language)
    if not entry.joins_words or len(parts) < 2 or sum(map(len, parts)) > LONGEST_JOINED:
        return ()
    if not all(map(str.isalpha, parts)) or not entry.stop_words.isdisjoint(parts[1:]):
        return ()
    if parts[0] in entry.stop_words and parts[0] not in entry.first_parts:
        return ()
    whole = _significant(("".join(parts),), language)
    return () if whole == _significant(parts, language) else whole
