"""What results can be narrowed by: which facets there are, what their values are called, and how many hits each has.

A facet of its own room is registered with what its pages have: a knowledge base tells the tags of its articles.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded
from search.contributing import at_index_time
from search.documents import BASE, CATEGORY, KIND, PRODUCT, TAG, kind_label
from search.engines.base import Counts
from search.queries import SearchQuery, number

Labels = Callable[[str, Mapping[int, str]], Any]
"""From a value, and the titles of those pages above that the reader may see, to its label; None leaves it out."""
Values = Callable[[Sequence[int]], Mapping[int, Sequence[str]]]
"""From ids of pages to the values that each has."""

MOST_SHOWN = 20
"""Values of a facet that are shown; what is beyond can be searched for."""
PAGE_FACETS = (BASE, CATEGORY)
"""Facets whose values are ids of pages."""


@dataclass(frozen=True)
class Facet:
    """A property of documents with values."""

    name: str
    label: Any
    label_of: Labels


@dataclass(frozen=True)
class FacetOption:
    """A value, and how many results it has within the other choices."""

    value: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetView:
    """A facet as a reader sees it. `parameter` is its name in the address of the page."""

    name: str
    label: Any
    parameter: str
    options: tuple[FacetOption, ...]
    is_single: bool = False


@dataclass(frozen=True)
class _Provider:
    facet: str
    values: Values


_facets: Registry[Facet] = Registry("search facets")
_values: Registry[_Provider] = at_index_time(Registry("search facet values"))


def register_facet(facet: Facet, *, order: int = 100) -> None:
    """Let results be narrowed by a facet, which needs values as well: see `register_facet_values`.

    A plugin's is called "<slug>__name". Raises ValueError for another name, and when the name is taken. Lower orders are shown
    first; those of Sanad have 100.
    """
    owner = owner_for(facet.label_of)
    _facets.add(facet, name=own_name(facet.name, owner, what="facet"), order=order, owner=owner)


def register_facet_values(name: str, provider: Values) -> None:
    """Let a room or plugin tell which values of the facet `name` pages have; pages that it does not know are left out.

    The provider gets up to some hundred ids of pages when these are indexed. What it tells is seen by whoever finds the page.
    """
    _values.add(_Provider(name, provider), owner=owner_for(provider))


def registered_facets() -> list[Facet]:
    """Return the facets in the order in which they are shown."""
    return list(_facets)


def page_values(page_ids: Sequence[int]) -> dict[str, dict[int, tuple[str, ...]]]:
    """Return what rooms and plugins know of pages: names of facets to ids to values; one call for each provider."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for each in _values.entries():
        of_pages = found.setdefault(each.entry.facet, {})
        for pk, values in _values_of(each, page_ids).items():
            of_pages[pk] = (*of_pages.get(pk, ()), *values)
    return found


def _values_of(each: Entry[_Provider], page_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    provider = each.entry.values
    if not each.owner:
        return provider(page_ids)

    def call() -> dict[int, tuple[str, ...]]:
        return {int(pk): tuple(_text(value) for value in values) for pk, values in provider(page_ids).items()}

    return shielded(each.owner, f"values of the facet {each.entry.facet}", call, {})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"A value of a facet is a text, not {type(value).__name__}.")
    return value


def counted_pages(counts: Counts, query: SearchQuery) -> set[int]:
    """Return the ids of the pages above whose titles the facets need."""
    values = {value for name in PAGE_FACETS for value in (*counts.get(name, ()), *query.chosen(name))}
    return {pk for value in values if (pk := number(value))}


def facet_views(counts: Counts, query: SearchQuery, titles: Mapping[int, str], kinds: Collection[str]) -> tuple[FacetView, ...]:
    """Return the facets that tell results apart: those with two values at least, and those that are narrowed.

    `kinds`: those that the reader may have. A chosen one beyond them is not named: one for other readers and one that does
    not exist look alike.
    """
    nameless = {KIND: set(query.chosen(KIND)) - {*kinds, *counts.get(KIND, {})}}
    # A knowledge base is the topmost page above: named there, it need not stand among the categories as well.
    categories = {value: count for value, count in counts.get(CATEGORY, {}).items() if value not in counts.get(BASE, {})}
    shown = {**counts, CATEGORY: categories}
    found = [
        _view(each, shown.get(name, {}), [value for value in query.chosen(name) if value not in nameless.get(name, ())], titles)
        for each in _facets.entries()
        for name in [each.name]
    ]
    return tuple(
        each for each in (*found, _age_view(counts, query)) if len(each.options) > 1 or any(o.is_chosen for o in each.options)
    )


def _view(each: Entry[Facet], counts: Mapping[str, int], chosen: Collection[str], titles: Mapping[int, str]) -> FacetView:
    facet = each.entry
    best = sorted(counts, key=lambda value: (-counts[value], value))
    values = dict.fromkeys([*(value for value in best if value in chosen), *chosen, *best])
    options = _options(_labelled(each, values, titles), counts, chosen)
    label = shielded(each.owner, f"label of the facet {facet.name}", partial(str, facet.label), facet.name)
    return FacetView(facet.name, label, facet.name, tuple(options[:MOST_SHOWN]))


def _labelled(each: Entry[Facet], values: Iterable[str], titles: Mapping[int, str]) -> Iterable[tuple[str, Any]]:
    """Return the values with their labels; those of a plugin that fails are left out."""
    label_of = each.entry.label_of
    if not each.owner:
        return ((value, label_of(value, titles)) for value in values)

    def call() -> list[tuple[str, Any]]:
        labels = ((value, label_of(value, titles)) for value in values)
        return [(value, None if label is None else str(label)) for value, label in labels]

    return shielded(each.owner, f"labels of the facet {each.name}", call, [])


def _options(labelled: Iterable[tuple[str, Any]], counts: Mapping[str, int], chosen: Collection[str]) -> list[FacetOption]:
    return [FacetOption(value, label, counts.get(value, 0), value in chosen) for value, label in labelled if label is not None]


def _age_view(counts: Counts, query: SearchQuery) -> FacetView:
    labels = {"week": _("Last seven days"), "month": _("Last 30 days"), "year": _("Last twelve months")}
    found = counts.get("updated", {})
    shown = [(name, label) for name, label in labels.items() if found.get(name) or name == query.updated]
    options = _options(shown, found, [query.updated])
    return FacetView("updated", _("Updated"), "updated", tuple(options), is_single=True)


def _title(value: str, titles: Mapping[int, str]) -> str | None:
    return titles.get(number(value))


register_facet(Facet(KIND, _("Kind"), lambda value, _titles: kind_label(value, many=True)))
# For readers: a shop's knowledge bases are the topics of its help center.
register_facet(Facet(BASE, _("Topic"), _title))
register_facet(Facet(CATEGORY, _("Category"), _title))
register_facet(Facet(PRODUCT, _("Product"), lambda value, _titles: value))
register_facet(Facet(TAG, _("Tag"), lambda value, _titles: value))
