"""What plugins make of a document and of results. Whatever they return, nothing is shown that nobody has checked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from django.conf import settings

from content.audiences import Reader
from content.models import HelpPage
from plugins.hooks.value_types import checker
from plugins.outside import pass_from_outside
from plugins.shield import GUARDED
from search.addresses import value_cleaned
from search.documents import Document
from search.facets import registered_facets
from search.hooks import search_document, search_query, search_results, search_suggestions
from search.queries import AGES, SearchQuery

if TYPE_CHECKING:
    from search.selectors import PageHit, SearchPage
    from search.suggesting import PageSuggestion

logger = logging.getLogger(__name__)

T = TypeVar("T")

FIXED = ("key", "language", "kind", "min_level", "max_level", "required_groups")
"""What of a document says whose it is and who may find it."""


def with_more(document: Document, page: HelpPage) -> Document:
    """Return the document as plugins want it, but for what says whose it is."""
    wanted = search_document(document, page=page)
    if wanted is document:
        return document
    told: dict[str, Any] = {each.name: getattr(wanted, each.name, None) for each in fields(Document)}
    if wrong := [name for name, fits in _checks(Document).items() if name not in FIXED and not fits(told[name])]:
        # An engine would refuse the page as a whole.
        logger.error("search: a plugin spoils %s of %s, which is indexed without it", ", ".join(wrong), document.key)
        return document
    return Document(**told | {name: getattr(document, name) for name in FIXED})


@cache
def _checks(kind: type) -> dict[str, Callable[[Any], bool]]:
    """Return for each field of a dataclass what tells whether a value fits."""
    types = get_type_hints(kind)
    more = {"helpful": _is_share, "views": _is_share} if kind is Document else {}
    return {each.name: more.get(each.name) or checker(types[each.name]) for each in fields(kind)}


def _is_share(value: Any) -> bool:
    return isinstance(value, (int, float)) and 0 <= value <= 1


def query_wanted(query: SearchQuery, reader: Reader) -> SearchQuery:
    """Return the query as plugins want it asked. Everything but text, filters, age and language is as it was."""
    wanted = search_query(query, reader=reader)
    if wanted is query:
        return query
    told: dict[str, Any] = {name: getattr(wanted, name, None) for name in ("text", "language", "filters", "updated")}
    known = {"updated": ("", *AGES), "language": (query.language, *dict(settings.LANGUAGES))}
    facets = {each.name for each in registered_facets()}
    for name, value in told.items():
        fits = _checks(SearchQuery)[name](value) and value in known.get(name, (value,))
        if not fits or (name == "filters" and not facets >= {facet for facet, _values in value}):
            # The engine, or the page, could not answer.
            logger.error("search: a plugin wants %s to be %.100s; it stays as it was", name, ascii_of(value))
            told[name] = getattr(query, name)
    told["filters"] = tuple((facet, tuple(map(value_cleaned, values))) for facet, values in told["filters"])
    # Segments were made of the old text; they come anew from the new one.
    return replace(query, **told, segments=())


def ascii_of(value: Any) -> str:
    """Return a text for the log, whatever the value does when it is asked for one."""
    return ascii(value) if isinstance(value, (str, int, float)) else type(value).__name__


def results_wanted(page: SearchPage, reader: Reader) -> SearchPage:
    """Return the results as plugins want them: in their order, without what they leave out."""
    wanted = search_results(page, reader=reader)
    if wanted is page:
        return page
    hits = tuple(_only(page.hits, wanted.hits, _place))
    gone = len(page.hits) - len(hits)
    placed = sum(hit.is_promoted for hit in page.hits) - sum(hit.is_promoted for hit in hits)
    return replace(
        page,
        hits=hits,
        elsewhere=tuple(_only(page.elsewhere, wanted.elsewhere, _place)),
        total=max(0, page.total - gone),
        full=max(0, page.full - gone),
        placed=max(0, page.placed - placed),
    )


def suggestions_wanted(found: list[PageSuggestion], text: str, language: str, reader: Reader) -> list[PageSuggestion]:
    """Return the suggestions as plugins want them: in their order, without what they leave out."""
    wanted = search_suggestions(found, text=text, language=language, reader=reader)
    return found if wanted is found else _only(found, wanted, lambda each: (each.title, each.url))


def _place(hit: PageHit) -> Hashable:
    return hit.key


def _only(checked: Sequence[T], wanted: Any, name: Callable[[T], Hashable]) -> list[T]:
    """Return what was checked in the order that is wanted, each once: our objects, not those that came back.

    What cannot be read leaves all as it was.
    """
    ours = {name(each): each for each in checked}
    try:
        if not isinstance(wanted, (tuple, list)):
            raise TypeError(f"a {type(wanted).__name__} is no list")
        places = [name(each) for each in wanted]
        return [ours.pop(place) for place in places if place in ours]
    except GUARDED as error:  # attributes can be code as well
        pass_from_outside(error)
        logger.exception("search: what a plugin made of the results cannot be read; they stay as they were")
        return list(checked)
