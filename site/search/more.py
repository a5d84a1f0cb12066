"""What plugins make of a document and of results. Whatever they return, nothing is shown that nobody has checked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from django.conf import settings

from content.audiences import Reader
from content.models import HelpPage
from plugins.hooks.value_types import checker
from search.documents import Document
from search.hooks import search_document, search_query, search_results, search_suggestions
from search.queries import SearchQuery

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
    wanted = replace(wanted, **{name: getattr(document, name) for name in FIXED})
    if wrong := [name for name, fits in _checks().items() if not fits(getattr(wanted, name))]:
        # An engine would refuse the page as a whole.
        logger.error("search: a plugin spoils %s of %s, which is indexed without it", ", ".join(wrong), document.key)
        return document
    return wanted


@cache
def _checks() -> dict[str, Callable[[Any], bool]]:
    types = get_type_hints(Document)
    return {each.name: checker(types[each.name]) for each in fields(Document)}


def query_wanted(query: SearchQuery, reader: Reader) -> SearchQuery:
    """Return the query as plugins want it asked. Everything but text, filters, age and language is as it was."""
    wanted = search_query(query, reader=reader)
    if wanted is query:
        return query
    language = wanted.language if wanted.language in dict(settings.LANGUAGES) else query.language
    # Segments were made of the old text; they come anew from the new one.
    return replace(query, text=wanted.text, language=language, filters=wanted.filters, updated=wanted.updated, segments=())


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
    return hit.page.pk


def _only(checked: Iterable[T], wanted: Iterable[T], name: Callable[[T], Hashable]) -> list[T]:
    """Return what was checked in the order that is wanted, each once: our objects, not those that came back."""
    ours = {name(each): each for each in checked}
    return [ours.pop(name(each)) for each in wanted if name(each) in ours]
