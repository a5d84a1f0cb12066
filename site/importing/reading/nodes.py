"""What reading yields: sources, which are bytes with a name, and nodes, which are pages to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = ""
"""The source id of a language's own folder: the page under which everything is imported."""

UNNAMED = "-"
"""The title of a home page whose file gives it none: the page keeps the one it has."""


@dataclass(frozen=True)
class Source:
    """One file that stands for a page. `source_id` is its path inside the language's folder; of a folder, the folder's.

    `parent_id` is the source id of the page above, None for the folder of the language itself.
    """

    language: str
    source_id: str
    parent_id: str | None
    path: Path
    digest: str
    data: bytes = field(repr=False)

    @property
    def is_folder(self) -> bool:
        return self.path.name == CATEGORY_FILE

    @property
    def name(self) -> str:
        """The name a slug is made of."""
        return self.path.parent.name if self.is_folder else self.path.stem

    @property
    def directory(self) -> str:
        """The folder, inside the language's folder, that relative links start from."""
        return self.source_id if self.is_folder else self.source_id.rpartition("/")[0]


@dataclass
class Node:
    """A page as its file describes it. `fields` are values of the model; `links` those that name another source."""

    source: Source
    kind: str
    parent_id: str | None
    title: str
    index: int
    body: str = ""
    tags: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    criteria: list[tuple[str, str, str, str]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


CATEGORY_FILE = ".category.yml"
