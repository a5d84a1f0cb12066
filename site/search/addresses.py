"""The address of a result page: what of it says what is shown, and no more of it than the view reads."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.http import urlencode

from search.documents import CATEGORY
from search.facets import registered_facets
from search.queries import clean_text

MOST_VALUES = 20
LONGEST_VALUE = 100
"""Values of a filter, and signs of a value, that are read."""

Pair = tuple[str, str]


def pairs_of(parameters: QueryDict) -> list[Pair]:
    """Return names and values: the text, then the filters. The number of the page and the chain of typed prefixes stay out."""
    names = {each.name: each.name for each in registered_facets()} | {
        "in": CATEGORY,
        "updated": "updated",
        "language": "language",
    }
    pairs = [("q", clean_text(parameters.get("q", "")))]
    for given, name in names.items():
        values = parameters.getlist(given)[:MOST_VALUES]
        pairs += [(name, value_cleaned(value)) for value in values]
    return list(dict.fromkeys(pair for pair in pairs if pair[1]))


def value_cleaned(value: str) -> str:
    """Return the value of a filter as every engine can take it."""
    return clean_text(value[: 2 * LONGEST_VALUE])[:LONGEST_VALUE]


def address_of(pairs: Iterable[Pair]) -> str:
    """Return an address relative to the page of results."""
    return f"?{urlencode(list(pairs))}"
