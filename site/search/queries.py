"""A search as a value. Pure functions: nothing here reads the database."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta

from search.analysis.letters import WORD
from search.analysis.terms import alternatives, words

LONGEST_TEXT = 300
"""Letters of a query that are read. Longer ones are pasted texts, whose beginning says what they are about."""
MOST_WORDS = 32
"""Words of a query that are looked up: each costs a list of documents. Both count what engines see: one sign may stand for
eighteen letters and four words."""
PAGE_SIZE = 10
LAST_PAGE = 100
"""Pages that can be leafed to; nobody reads the thousandth hit."""
AGES = {"week": timedelta(days=7), "month": timedelta(days=30), "year": timedelta(days=365)}
"""What `updated` may be narrowed to."""

_UNSENDABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")

Segment = tuple[str, ...]
"""Texts of which any will do, the typed one first: a stretch of the query and its synonyms."""
Way = tuple[str, ...]
Group = tuple[Way, ...]
"""The ways to find one word of the query: any of them will do, and each is terms that must all be there."""


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for, and on whose behalf.

    `text` is what is shown to the reader. An engine looks for `segments` (any alternative of each), `phrases` (as they
    stand) and not for `excluded` (words or phrases); without segments and phrases a text with words is one segment. Filters
    without any text are a listing: everything within them is found, the newest first.
    `level`: the reader's audience, 0 to 2. `groups`: the required-groups strings that admit the reader beside "" (None =
    every string). `filters`: names of facets with the values of which any will do. `excluded_filters`: the same with values
    that none may have. `unknown`: facets with values that were typed and that nobody knows. `updated`: a key of AGES or "".
    `leading`: kinds that come first when all words match; `leading_segments` are these words when those that name the kind
    itself are none of them (None: there are no such words). `exclude_keys`: documents that are about to change, or that an
    editor hides.
    """

    text: str
    language: str
    segments: tuple[Segment, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    level: int = 0
    groups: frozenset[str] | None = frozenset()
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    excluded_filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    updated: str = ""
    leading: tuple[str, ...] = ()
    leading_segments: tuple[Segment, ...] | None = None
    page: int = 1
    size: int = PAGE_SIZE
    exclude_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Whatever is typed becomes a text that every engine can take."""
        object.__setattr__(self, "text", clean_text(self.text))
        if not self.segments and not self.phrases and has_words(self.text):
            object.__setattr__(self, "segments", ((self.text,),))

    @property
    def offset(self) -> int:
        """Hits before this page."""
        return (min(max(self.page, 1), LAST_PAGE) - 1) * self.size

    @property
    def is_narrowed(self) -> bool:
        """Whether filters leave out hits."""
        return bool(self.updated) or any(values for _name, values in (*self.filters, *self.excluded_filters))

    @property
    def is_listing(self) -> bool:
        """Whether there are filters and no text to look for."""
        return self.is_narrowed and not self.segments and not self.phrases

    @property
    def of_leading(self) -> SearchQuery:
        """The query as documents of a leading kind have to match it; without text when any of them does."""
        if self.leading_segments is None:
            return self
        text = self.text if self.leading_segments or self.phrases else ""
        return replace(self, text=text, segments=self.leading_segments, leading_segments=None)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the values to which a facet is narrowed."""
        return dict(self.filters).get(facet, ())


def clean_text(text: str) -> str:
    """Return the text of a query as one line that can be sent, stored and shown: no control signs, cut to length."""
    cut = _letters_cut(" ".join(_UNSENDABLE.sub(" ", text[: LONGEST_TEXT * 4]).split()))
    return _words_cut(cut).strip()


def _letters_cut(text: str) -> str:
    """Return the beginning of the text that has LONGEST_TEXT letters when each sign is written out (NFKC)."""
    text = text[:LONGEST_TEXT]
    if unicodedata.is_normalized("NFKC", text):
        return text
    letters = 0
    for at, sign in enumerate(text):
        letters += max(1, len(unicodedata.normalize("NFKC", sign)))
        if letters > LONGEST_TEXT:
            return text[:at]
    return text


def _words_cut(text: str) -> str:
    """Return the beginning of the text that has MOST_WORDS words when it is folded. Of a first word with more, a part."""
    count = 0
    for match in WORD.finditer(text):
        word, found = match[0], len(words(match[0]))
        while not count and found > MOST_WORDS:
            word = word[: len(word) // 2]
            found = len(words(word))
        count += found
        if count > MOST_WORDS:
            return text[: match.start()]
        if word != match[0]:
            return text[: match.start()] + word
    return text


def has_words(text: str) -> bool:
    """Tell whether there is anything to look for."""
    return WORD.search(text) is not None


def groups_of(text: str, language: str) -> list[Group]:
    """Return the ways to find each significant word of the text, each word once.

    Empty for a text of nothing but stop words ("how to"): engines then look for those words themselves, in titles.
    """
    return list(dict.fromkeys(alternatives(text, language)))


def query_terms(query: SearchQuery, language: str) -> frozenset[str]:
    """Return every term by which a hit of this query is marked."""
    texts = [*(text for segment in query.segments for text in segment), *query.phrases]
    return frozenset(term for text in texts for group in groups_of(text, language) for way in group for term in way)


def title_words(text: str) -> list[str]:
    """Return the words of an unfinished query; the last may lack its end."""
    return words(text)


def number(text: str) -> int:
    """Return a whole number of up to nine digits in any script, as an address may hold; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
