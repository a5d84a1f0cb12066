"""What one import carries from step to step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol

from wagtail.models import Locale

from content.models import HelpPage
from faq_blocks.models import FaqPage
from home.models import HomePage, PlainPage
from importing.markdown.context import Raw
from importing.models import ImportedCollection, ImportedPage
from importing.problems import Problem
from importing.reading import Node, Source
from kb.models import ArticlePage, CategoryPage, KnowledgeBasePage
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

MODELS: dict[str, type[HelpPage]] = {
    "home": HomePage,
    "category": CategoryPage,
    "base": KnowledgeBasePage,
    "space": SpacePage,
    "article": ArticlePage,
    "faq": FaqPage,
    "page": PlainPage,
    "wiki": WikiPage,
    "policy": PolicyPage,
    "exception": PolicyExceptionPage,
}

Place = tuple[str, str]
"""Language and source id: what names a page in one import."""


class Progress(Protocol):
    """Told about the steps of an import."""

    def begin(self, label: str, total: int) -> None:
        """A step with `total` parts begins."""

    def advance(self, count: int = 1) -> None:
        """So many more parts of the step are done."""


class Silent:
    """A progress nobody looks at."""

    def begin(self, label: str, total: int) -> None:
        pass

    def advance(self, count: int = 1) -> None:
        pass


@dataclass
class Draft:
    """A node with its blocks, on its way to a page."""

    node: Node
    blocks: list[Raw]
    page: Any = None
    row: ImportedPage | None = None
    unresolved: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return (self.node.source.language, self.node.source.source_id)

    @property
    def parent_place(self) -> Place:
        return (self.node.source.language, self.node.parent_id or "")


@dataclass
class Report:
    """What an import did, or in a dry run would have done."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Pages by language, kind and what happened: new, changed, unchanged, conflict, skipped, removed."""
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def number(self, outcome: str) -> int:
        """Return how many pages of all languages and kinds had this outcome."""
        return sum(count for (_language, _kind, each), count in self.counts.items() if each == outcome)


@dataclass
class Work:
    """The state of one import, inside its transaction."""

    collection: ImportedCollection
    locales: dict[str, Locale]
    roots: dict[str, Any]
    fresh_roots: set[str]
    rows: dict[Place, ImportedPage]
    report: Report
    sources: dict[Place, Source] = field(default_factory=dict)

    def model_at(self, place: Place, drafts: dict[Place, Draft]) -> type[HelpPage] | None:
        """Return the type of the page at a place: to be made, imported earlier, or the root; None when there is none."""
        if place[1] == "":
            return type(self.roots[place[0]])
        if place in drafts:
            return MODELS[drafts[place].node.kind]
        row = self.rows.get(place)
        return type_of(row.page) if row is not None and row.page is not None else None


def type_of(page: HelpPage) -> type[HelpPage] | None:
    """Return the specific type of a page without reading its row."""
    found: type[HelpPage] | None = page.specific_class
    return found
