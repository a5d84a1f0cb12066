"""A search as a value, and what an engine is asked for it. Pure functions: nothing here reads the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from search.analysis.letters import WORD
from search.analysis.terms import alternatives, words

LONGEST_TEXT = 300
"""Signs of a query that are read. Longer ones are pasted texts, whose beginning says what they are about."""
MOST_WORDS = 32
"""Words of a query that are looked up: each costs a list of documents."""
PAGE_SIZE = 10
LAST_PAGE = 100
"""Pages that can be leafed to; nobody reads the thousandth hit."""

_UNSENDABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")

Way = tuple[str, ...]
Group = tuple[Way, ...]
"""The ways to find one word of the query: any of them will do, and each is terms that must all be there."""


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for, and on whose behalf.

    `level`: the reader's audience, 0 to 2. `groups`: the required-groups strings that admit the reader beside "" (None =
    every string). `kinds`, `category`: filters; `category` is the id of a page above. `exclude_keys`: documents that are
    about to change.
    """

    text: str
    language: str
    level: int = 0
    groups: frozenset[str] | None = frozenset()
    kinds: tuple[str, ...] = ()
    category: int | None = None
    page: int = 1
    size: int = PAGE_SIZE
    exclude_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Whatever is typed becomes a text that every engine can take."""
        object.__setattr__(self, "text", clean_text(self.text))

    @property
    def offset(self) -> int:
        """Hits before this page."""
        return (min(max(self.page, 1), LAST_PAGE) - 1) * self.size


def clean_text(text: str) -> str:
    """Return the text of a query as one line that can be sent, stored and shown: no control signs, cut to length."""
    cut = " ".join(_UNSENDABLE.sub(" ", text[: LONGEST_TEXT * 4]).split())[:LONGEST_TEXT]
    beyond = next(islice(WORD.finditer(cut), MOST_WORDS, None), None)
    return cut[: beyond.start()].strip() if beyond else cut.strip()


def has_words(text: str) -> bool:
    """Tell whether there is anything to look for."""
    return WORD.search(text) is not None


def query_texts(text: str, language: str) -> tuple[str, ...]:
    """Return the texts of which any will do: the query itself, first. Synonyms will join here, for both engines."""
    return (text,)


def groups_of(text: str, language: str) -> list[Group]:
    """Return the ways to find each significant word of the text, each word once.

    Empty for a text of nothing but stop words ("how to"): engines then look for those words themselves, in titles.
    """
    return list(dict.fromkeys(alternatives(text, language)))


def query_terms(text: str, language: str) -> frozenset[str]:
    """Return every term by which a hit of this query is marked."""
    return frozenset(
        term for each in query_texts(text, language) for group in groups_of(each, language) for way in group for term in way
    )


def title_words(text: str) -> list[str]:
    """Return the words of an unfinished query; the last may lack its end."""
    return words(text)
