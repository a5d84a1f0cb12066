"""From the words of a query to segments: what was typed, and what means the same. One piece of code for both engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.queries import Segment, clean_text
from search.rules.compiled import MOST_ALTERNATIVES, Entry, Rules
from search.rules.terms import MOST_WAYS, Key, Word, is_among, words_of


@dataclass(frozen=True, slots=True)
class Match:
    """The words [first, last) of a query that a synonym fits, and what it brings."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def expand(text: str, language: str, rules: Rules) -> tuple[Segment, ...]:
    """Return the query as segments, each a tuple of texts of which any will do, the typed one first.

    Where synonyms overlap the longest counts, then the leftmost. What no synonym fits is one segment for each stretch,
    without editors' stop words; a stretch of nothing but stop words goes when anything else remains. Quoted phrases are
    not for this function. () for a text without words.
    """
    text = clean_text(text)
    words = words_of(text, language)
    matches = chosen(synonym_matches(words, rules))
    segments: list[Segment] = []
    at = 0
    for match in (*matches, None):
        rest = words[at : match.first if match else len(words)]
        kept = [word for word in rest if not is_among(word, rules.stop_words)]
        if any(word.ways for word in kept):
            segments.append((_written(text, rest, kept),))
        if match:
            segments.append(_alternatives(text[words[match.first].start : words[match.last - 1].end], match))
            at = match.last
    if not segments and words:  # nothing but stop words: they are what is looked for
        return ((text[words[0].start : words[-1].end],),)
    return tuple(segments)


def synonym_matches(words: Sequence[Word], rules: Rules) -> list[Match]:
    """Return every stretch of the words that a synonym fits, overlapping ones too."""
    return [match for first in range(len(words)) for match in _beginning_at(first, words, rules)] if rules.synonyms else []


def _beginning_at(first: int, words: Sequence[Word], rules: Rules) -> Iterator[Match]:
    begun: list[Key] = [way for way in words[first].ways if way[0] in rules.longest]
    ended, last = begun, first + 1
    while begun:
        if entries := tuple(rules.synonyms[key] for key in ended if key in rules.synonyms):
            yield Match(first, last, entries)
        if last == len(words):
            return
        word = words[last]
        ended = _longer(begun, word, rules)
        # A stop word may stand inside. One that an editor listed may belong to the synonym as well.
        begun = [*ended, *begun][:MOST_WAYS] if not word.ways or is_among(word, rules.stop_words) else ended
        last += 1


def _longer(keys: Sequence[Key], word: Word, rules: Rules) -> list[Key]:
    """Return the keys with the next word, those that may still be part of a synonym."""
    longer = (key + way for key in keys for way in word.ways if len(key) + len(way) <= rules.longest[key[0]])
    return list(dict.fromkeys(longer))[:MOST_WAYS]


def chosen(matches: Iterable[Match]) -> list[Match]:
    """Return matches that do not overlap, in the order of the text: the longest first, then the leftmost."""
    taken: list[Match] = []
    for match in sorted(matches, key=lambda each: (each.first - each.last, each.first)):
        if all(match.last <= other.first or other.last <= match.first for other in taken):
            taken.append(match)
    return sorted(taken, key=lambda each: each.first)


def _alternatives(typed: str, match: Match) -> Segment:
    others = (text for entry in match.entries for text in entry.alternatives)
    return tuple(dict.fromkeys((typed, *others)))[:MOST_ALTERNATIVES]


def _written(text: str, rest: Sequence[Word], kept: Sequence[Word]) -> str:
    """Return the text of the kept words, as it was typed where nothing was left out between them."""
    return " ".join(text[begin:end] for begin, end in _runs(rest, set(kept)))


def _runs(rest: Sequence[Word], kept: set[Word]) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for word in rest:
        if word in kept:
            begin, end = (word.start if begin < 0 else begin), word.end
        elif begin >= 0:
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, end
