"""The rules of one language in the form in which queries meet them. Pure: made from rows, saved or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from search.analysis.terms import words as folded_words
from search.rules.terms import Bag, Key, bags_of, keys_of

MOST_ALTERNATIVES = 8
"""Texts that are looked for in place of one stretch of a query, the typed one among them."""
MOST_LINES = 50
"""Lines of one rule that are read."""


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """A synonym set: its words, and for one direction what they bring."""

    pk: int | None
    terms: tuple[str, ...]
    targets: tuple[str, ...] = ()
    is_one_way: bool = False


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page for certain queries, for a time or for good. For a hidden page, no queries means every query."""

    pk: int | None
    queries: tuple[str, ...]
    page_id: int
    starts: datetime | None = None
    ends: datetime | None = None

    def holds_at(self, now: datetime) -> bool:
        """Tell whether it is in force: from `starts` on, and no longer at `ends`."""
        return (self.starts is None or self.starts <= now) and (self.ends is None or now < self.ends)


@dataclass(frozen=True)
class RuleRows:
    """What editors wrote for one language, each kind in the order in which it was made."""

    language: str
    synonyms: tuple[SynonymRow, ...] = ()
    stop_words: tuple[str, ...] = ()
    promoted: tuple[PageRow, ...] = ()
    hidden: tuple[PageRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key brings: other texts to look for, and the synonym sets they come from."""

    alternatives: tuple[str, ...]
    sets: tuple[int | None, ...]


@dataclass(frozen=True)
class Rules:
    """The rules of one language. `longest`: for a first term, the terms of the longest synonym that begins with it."""

    language: str
    synonyms: Mapping[Key, Entry] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)
    stop_words: frozenset[str] = frozenset()
    promoted: Mapping[Bag, tuple[PageRow, ...]] = field(default_factory=dict)
    hidden: Mapping[Bag, tuple[PageRow, ...]] = field(default_factory=dict)
    always_hidden: tuple[PageRow, ...] = ()


def compile_rules(rows: RuleRows) -> Rules:
    """Return the rules that these rows make."""
    synonyms = _synonyms(rows)
    longest: dict[str, int] = {}
    for key in synonyms:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    stop_words = frozenset(word for line in rows.stop_words for word in folded_words(line))
    return Rules(
        language=rows.language,
        synonyms=synonyms,
        longest=longest,
        stop_words=stop_words,
        promoted=_by_query(rows.promoted, rows.language, stop_words),
        hidden=_by_query(rows.hidden, rows.language, stop_words),
        always_hidden=tuple(row for row in rows.hidden if not row.queries),
    )


def _synonyms(rows: RuleRows) -> dict[Key, Entry]:
    """Sets that share a word add up for that word, the older set first. A set's words never bring those of another set."""
    found: dict[Key, _Collected] = defaultdict(_Collected)
    for row in rows.synonyms:
        terms = _with_keys(row.terms, rows.language)
        brought = _with_keys(row.targets, rows.language) if row.is_one_way else terms
        for _text, keys in terms:
            others = [(text, theirs) for text, theirs in brought if not set(theirs) & set(keys)]
            for key in keys:
                found[key].add(row.pk, others)
    return {key: Entry(tuple(each.texts.values()), tuple(each.sets)) for key, each in found.items() if each.texts}


class _Collected:
    """The alternatives of one key while they are gathered."""

    __slots__ = ("sets", "texts")

    def __init__(self) -> None:
        self.texts: dict[Key, str] = {}
        self.sets: dict[int | None, None] = {}

    def add(self, pk: int | None, others: Iterable[tuple[str, tuple[Key, ...]]]) -> None:
        for text, keys in others:
            if len(self.texts) < MOST_ALTERNATIVES - 1 and keys[0] not in self.texts:
                self.texts[keys[0]] = text
                self.sets[pk] = None


def _with_keys(texts: Iterable[str], language: str) -> list[tuple[str, tuple[Key, ...]]]:
    return [(text, keys) for text in texts if (keys := keys_of(text, language))]


def _by_query(rows: Iterable[PageRow], language: str, stop_words: frozenset[str]) -> dict[Bag, tuple[PageRow, ...]]:
    found: dict[Bag, dict[PageRow, None]] = defaultdict(dict)
    for row in rows:
        for query in row.queries:
            for bag in bags_of(query, language, stop_words):
                found[bag][row] = None
    return {bag: tuple(each) for bag, each in found.items()}


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a stored list."""
    return tuple(filter(None, map(str.strip, text.split("\n"))))[:MOST_LINES]
