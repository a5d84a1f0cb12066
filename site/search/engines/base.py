"""What every engine can do, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from django.utils.safestring import SafeString

from search.documents import Document
from search.engines.stored import Inventory
from search.queries import SearchQuery


class EngineError(Exception):
    """An engine cannot do what it was asked. `reason` is one of a few words and never holds what was searched.

    `is_local`: the engine is there, only the part that was asked is at fault (the index of one language).
    """

    def __init__(self, reason: str, *, is_local: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_local = is_local


class QueryRefused(EngineError):
    """An engine is well and does not take this query: it is too long or too costly for it. Others are answered."""


class EngineBehind(EngineError):
    """An engine is well, and so far behind the pages that another one had better answer."""


class DocumentsRefused(EngineError):
    """An engine takes the others, but not the documents of these keys."""

    def __init__(self, reason: str, keys: Collection[str]) -> None:
        super().__init__(reason)
        self.keys = frozenset(keys)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `title` and `excerpt` are escaped and marked; `title` is as indexed."""

    key: str
    language: str
    kind: str
    title: SafeString
    excerpt: SafeString
    score: float
    helpful: float = 0.0


Counts = dict[str, dict[str, int]]
"""Names of facets to their values to numbers of hits. `updated` has the keys of queries.AGES, each with the younger ones."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits. `total` counts those within the filters, `counts` those of each value as if its own facet were open.

    `full`: how many of them have all words; when those are few, others follow that have some. `is_capped`: there are more
    than were counted. `elsewhere` and `languages`: the best hits in the other languages that were asked for (none may be
    given when `full` is enough), and how many there are in each.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Counts = field(default_factory=dict)
    full: int = 0
    is_capped: bool = False
    elsewhere: tuple[Hit, ...] = ()
    languages: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that begins like what was typed, with the page's questions."""

    key: str
    title: str
    kind: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """State of an engine: whether it answers, how many documents it holds, and one line for people."""

    ok: bool
    documents: int
    text: str


Progress = Callable[[int], None]

ELSEWHERE = 3
"""Hits of other languages that are returned."""
FEW = 3
"""Hits with all words below which any word will do."""


class SearchEngine(Protocol):
    """Where documents are kept and found. Every method may raise EngineError."""

    name: str
    excludes_waiting: bool
    """Whether it lives in the site's own database. Then it leaves out what waits in the outbox by itself (otherwise
    `exclude_keys` must name it), and what it writes is part of the transaction."""

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go."""

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys; those that are not there do not matter."""

    def search(self, query: SearchQuery, other_languages: Collection[str] = ()) -> SearchResult:
        """Return one page of hits in the query's language: with all words, or with any when those are few.

        A listing (filters without a text) has everything within them, the newest `updated` first; all of it is `full`, and
        nothing comes from other languages.
        """

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return up to `query.size` documents with the words of the text in a title or question; the last may be unfinished."""

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Replace everything by these documents and return their number. Readers are served meanwhile."""

    def health(self) -> Health:
        """Return the state; never raises."""

    def outdated(self) -> list[str]:
        """Return why it should be rebuilt, a few words for each reason; empty when it is as this code makes it."""

    def inventory(self) -> Inventory:
        """Return what it has, for a check."""


@runtime_checkable
class RemoteEngine(Protocol):
    """An engine outside the site's database: it is written without a transaction, and knows by itself what is newer."""

    name: str

    def update(self, keys: Collection[str], documents: Collection[Document], stamp: int) -> None:
        """Write these documents of these keys and remove whatever else there is of the keys, as they were at `stamp`.

        Raises EngineError, and DocumentsRefused for single keys: also where something newer is there.
        """
