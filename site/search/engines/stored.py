"""What an engine has, as a check of it needs to know: everything but the texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from search.documents import Document


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as an engine has it. `side` and `language` are where it lies; `side` is "" where nothing is kept apart."""

    id: str
    key: str
    language: str
    side: str
    min_level: int
    max_level: int
    required_groups: str
    version: str

    @property
    def place(self) -> tuple[str, str, str]:
        """What no two documents share."""
        return self.id, self.language, self.side


class Inventory(Protocol):
    """What an engine has. Every method may raise EngineError."""

    def of(self, keys: Collection[str]) -> list[Stored]:
        """Return everything there is of these keys, wherever it lies."""

    def all_keys(self) -> Iterator[set[str]]:
        """Yield the keys of everything, in batches; a key may come twice."""

    def expected(self, document: Document) -> Stored:
        """Return what should be there for a document."""

    def discard(self, stored: Collection[Stored]) -> None:
        """Remove exactly these."""
