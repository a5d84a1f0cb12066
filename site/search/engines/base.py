"""What every engine can do, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.safestring import SafeString

from search.documents import Document
from search.queries import SearchQuery


class EngineError(Exception):
    """An engine cannot do what it was asked. `reason` is one of a few words and never holds what was searched."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits. `total` counts those of the chosen kinds, `kinds` those of each kind whatever is chosen.

    `is_capped`: there are more than were counted.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    is_capped: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that begins like what was typed."""

    key: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Health:
    """State of an engine: whether it answers, how many documents it holds, and one line for people."""

    ok: bool
    documents: int
    text: str


Progress = Callable[[int], None]


class SearchEngine(Protocol):
    """Where documents are kept and found. Every method may raise EngineError."""

    name: str
    excludes_waiting: bool
    """Whether it leaves out what waits in the outbox by itself; otherwise `exclude_keys` must name it."""

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go."""

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys; those that are not there do not matter."""

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of hits in the query's language."""

    def search_elsewhere(self, query: SearchQuery, languages: Collection[str]) -> SearchResult:
        """Return the best hits in these other languages, without counts."""

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return up to `query.size` titles that hold the words of the text, the last of which may be unfinished."""

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Replace everything by these documents and return their number. Readers are served meanwhile."""

    def health(self) -> Health:
        """Return the state; never raises."""
