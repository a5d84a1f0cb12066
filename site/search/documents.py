"""What is indexed: one document per page, language and audience variant, and who makes it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import models
from django.utils.text import capfirst

from plugins.naming import own_name, owner_for
from plugins.registry import Registry
from plugins.shield import shielded

TOP_LEVEL = 2
"""The highest audience (agent): a document without passages for higher audiences is for all up to here."""
INTERNAL_LEVEL = 2
"""Documents that begin at this audience live in indexes of their own."""


KIND, BASE, CATEGORY, TAG, PRODUCT = "kind", "base", "category", "tag", "product"
"""Names of the facets that every document may have; `more_facets` can bring others."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language for readers with min_level <= level <= max_level who are in the required groups.

    `key` names the thing ("page:12"); a page with passages for higher audiences has several documents with its key.
    `required_groups` is as on the page: "3,17|5" = (group 3 or 17) and group 5. `category_path` are the ids of the pages
    above, from the top, where the first one is the knowledge base; `questions` are texts that may be suggested beside the
    title. `helpful` and `views` are between 0 and 1; `fades` says that the text loses worth with age, as release notes do;
    `is_stale` that somebody marked it as out of date.
    """

    key: str
    language: str
    kind: str
    title: str
    min_level: int = 0
    max_level: int = TOP_LEVEL
    required_groups: str = ""
    keywords: str = ""
    summary: str = ""
    headings: str = ""
    body: str = ""
    category_path: tuple[int, ...] = ()
    category_title: str = ""
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    more_facets: tuple[tuple[str, str], ...] = ()
    updated: datetime | None = None
    helpful: float = 0.0
    views: float = 0.0
    fades: bool = False
    is_stale: bool = False

    @property
    def id(self) -> str:
        """The name of this variant."""
        return variant_id(self.key, self.min_level, self.max_level)

    @property
    def is_internal(self) -> bool:
        """Whether no reader below agents may see it."""
        return self.min_level >= INTERNAL_LEVEL

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """What results can be narrowed by: names to values. The category holds every page above."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        found[KIND] = [self.kind]
        found[BASE] = [str(each) for each in self.category_path[:1]]
        found[CATEGORY] = [str(each) for each in self.category_path]
        found[TAG], found[PRODUCT] = list(self.tags), list(self.products)
        for name, value in self.more_facets:
            found[name].append(value)
        return {name: tuple(" ".join(storable(each).split()) for each in values) for name, values in found.items() if values}

    @property
    def version(self) -> str:
        """A hash of everything that is indexed: equal documents have equal versions."""
        return hashlib.blake2b(repr(self).encode("utf-8", "replace"), digest_size=16).hexdigest()


def variant_id(key: str, min_level: int, max_level: int) -> str:
    """Return the id of the document of `key` for these audiences."""
    return f"{key}@{min_level}-{max_level}"


def variant_ids(key: str) -> list[str]:
    """Return every id that a document of `key` may have."""
    levels = range(TOP_LEVEL + 1)
    return [variant_id(key, low, high) for low in levels for high in levels if low <= high]


def storable(text: str) -> str:
    """Return what every engine can store: PostgreSQL refuses NUL, and half of a surrogate pair is no text anywhere."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def level_ranges(lowest: int, named: Iterable[int]) -> list[tuple[int, int]]:
    """Return the audiences that read different texts: (0, 1) and (2, 2) for a public page with passages for agents.

    `lowest` is the page's own audience, `named` those that its passages name.
    """
    steps = sorted({lowest, *(level for level in named if lowest < level <= TOP_LEVEL)})
    return [(low, high - 1) for low, high in zip(steps, [*steps[1:], TOP_LEVEL + 1], strict=True)]


Builder = Callable[[Sequence[Any]], Iterable[Document]]
_builders: dict[type[models.Model], Builder] = {}
_kinds: Registry[tuple[Any, Any]] = Registry("search kinds")


def register_builder(model: type[models.Model], builder: Builder) -> None:
    """Let `builder` make the documents of `model` and of models below it that have none of their own.

    It gets a list of up to some hundred objects that may be listed, and returns or yields the documents of all.
    """
    _builders[model] = builder


def register_kind(kind: str, one: Any, many: Any, *, replace: bool = True) -> None:
    """Name a kind of document for readers, of one and of many: "article", "articles".

    A plugin's page type sets `search_kind = "<slug>__name"` and names that. Raises ValueError for another name of a plugin.
    """
    owner = owner_for()
    own_name(kind, owner, what="kind")
    if replace or not any(each.name == kind for each in _kinds.entries_of(owner)):
        _kinds.add((one, many), name=kind, owner=owner, replace=True)


def kinds_known() -> list[str]:
    """Return every kind that somebody named."""
    return [each.name for each in _kinds.entries()]


def kind_label(kind: str, *, many: bool = False) -> str:
    """Return the name of a kind for readers, beginning with a capital; the kind itself when nobody named it."""
    named = next((each for each in _kinds.entries() if each.name == kind), None)
    plain = kind.replace("_", " ")
    if named is None:
        return capfirst(plain)
    # A lazy label is code of a plugin, on every page of results.
    return capfirst(shielded(named.owner, f"label of the kind {kind}", partial(str, named.entry[many]), plain))


def builder_for(model: type[models.Model]) -> Builder | None:
    """Return who makes the documents of `model`; None when it is not for searching."""
    return next((_builders[each] for each in model.__mro__ if each in _builders), None)


def build(objects: Iterable[models.Model]) -> Iterator[Document]:
    """Yield the documents of objects of any models; each builder gets all objects of its model at once."""
    by_model: defaultdict[type[models.Model], list[models.Model]] = defaultdict(list)
    for each in objects:
        by_model[type(each)].append(each)
    for model, batch in by_model.items():
        if builder := builder_for(model):
            yield from builder(batch)
