"""The lists that rooms and plugins offer to editors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from content.models import HelpPage
from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded

DEFAULT_DAYS = 30


@dataclass(frozen=True)
class Chosen:
    """What an editor has chosen beside the filters that every list has: days to look back, and a language."""

    days: int = DEFAULT_DAYS
    language: str = ""


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: `value` gets a page of it. `sort` names what the pages are ordered by when the head is clicked."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    sort: str = ""


Narrow = Callable[[QuerySet[HelpPage], Chosen], QuerySet[HelpPage]]
Prepare = Callable[[Sequence[HelpPage], Any, Chosen], None]


@dataclass(frozen=True)
class EditorsList:
    """A list. `cell` is a template for its last column, when a number or a text does not tell enough."""

    name: str
    label: Any
    hint: Any
    narrow: Narrow
    columns: tuple[ListColumn, ...] = ()
    order: str = "title"
    prepare: Prepare | None = None
    has_days: bool = False
    has_language: bool = False
    cell: str = ""


_lists: Registry[EditorsList] = Registry("editors' lists")


def register_list(entry: EditorsList, *, order: int = 100) -> None:
    """Offer a list of a room."""
    _lists.add(entry, name=entry.name, order=order, owner="")


def register_editors_list(
    name: str,
    label: Any,
    pages: Callable[[QuerySet[HelpPage]], QuerySet[HelpPage]],
    *,
    hint: Any = "",
    columns: Sequence[ListColumn] = (),
    order: str = "title",
) -> None:
    """Offer editors a list of pages to mend, with the filters, the number and the export of our own lists.

    `pages` gets the published pages that an editor may edit and read, as a queryset, and returns some of them; it is called
    for each look at the list and for its number, so it must be a quick query. `order` is a field of the page, "-field" for
    the other way round. A plugin's name is "<slug>__name". Raises ValueError for another name, and when the name is taken.
    """
    owner = owner_for(pages)
    name = own_name(name, owner, what="editors' list")
    entry = EditorsList(name, label, hint, lambda all_pages, _chosen: pages(all_pages), tuple(columns), order)
    _lists.add(entry, name=name, order=200 if owner else 100, owner=owner)


def all_lists() -> list[EditorsList]:
    """Return the lists that are in force, in their order."""
    return list(_lists)


def list_named(name: str) -> EditorsList | None:
    """Return the list of this name, or None."""
    return _lists.get(name)


def narrowed(entry: EditorsList, pages: QuerySet[HelpPage], chosen: Chosen) -> QuerySet[HelpPage]:
    """Return the pages of a list among these. Those of a plugin that fails are none."""
    owned: Entry[EditorsList] | None = next((each for each in _lists.entries() if each.entry is entry), None)
    if owned is None or not owned.owner:
        return entry.narrow(pages, chosen)

    def call() -> QuerySet[HelpPage]:
        found = entry.narrow(pages, chosen)
        if not isinstance(found, QuerySet) or found.model is not HelpPage:
            raise TypeError(f"the editors' list {entry.name} returned no pages")
        # Whatever a plugin brings in, only pages that this editor was to see are left.
        return pages.filter(pk__in=found.values("pk"))

    return shielded(owned.owner, f"editors' list {entry.name}", call, pages.none())
