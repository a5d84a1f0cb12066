"""The same search for programs: mounted by config/api.py at /api/."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view

from content.audiences import reader_for
from search import selectors
from search.embedding.caching import revalidated
from search.embedding.cors import is_foreign
from search.embedding.limits import search_limited, suggest_limited
from search.facets import FacetView
from search.models import SearchLogEntry
from search.outbox import stale_report
from search.queries import LAST_PAGE, SearchQuery
from search.suggesting import suggest as suggest_for
from search.views import log_of, query_of

router = Router(tags=["search"])


class HitOut(Schema):
    """One page found. `title` and `excerpt` are HTML: escaped text with <mark> around what was found."""

    title: str
    excerpt: str
    url: str
    language: str
    kind: str
    category: str
    is_promoted: bool


class ValueOut(Schema):
    """A value that results can be narrowed to, and how many have it."""

    value: str
    label: str
    count: int


class FacetOut(Schema):
    """Something that results can be narrowed by: its name is that of the parameter."""

    name: str
    label: str
    values: list[ValueOut]


class SearchOut(Schema):
    """One page of results.

    `is_capped`: there are more than `total`. `did_you_mean`: "" or a spelling that finds more. `is_tolerant`: the hits are
    for words near those that were typed.
    """

    total: int
    is_capped: bool
    page: int
    pages: int
    did_you_mean: str
    is_tolerant: bool
    facets: list[FacetOut]
    hits: list[HitOut]


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


class SuggestionOut(Schema):
    """A page whose title has what was typed, one of its questions, or a query that others used (`kind` is "query").

    `label` names the kind in the language.
    """

    title: str
    url: str
    kind: str
    label: str


Text = Annotated[str, Query(description='What is looked for; "quotes", -minus, kind: and in: are understood.')]
Language = Annotated[str, Query(description="Code of the language, such as ar; an unknown one is the site's own.")]
Chain = Annotated[str, Query(description="A random UUID for what is typed one after the other, counted as one search.")]
Values = Annotated[list[str], Query(description="Narrows the results; repeat it for several values.")]


@router.get("/search/", response={200: SearchOut, 429: Refusal}, summary="Search the help pages", url_name="search")
@decorate_view(search_limited, revalidated)
def search(
    request: HttpRequest,
    q: Text = "",
    language: Language = "",
    kind: Values = [],  # noqa: B006  ninja reads it, nobody changes it
    base: Values = [],  # noqa: B006
    category: Values = [],  # noqa: B006
    tag: Values = [],  # noqa: B006
    product: Values = [],  # noqa: B006
    updated: Annotated[str, Query(description="week, month or year")] = "",
    page: Annotated[int, Query(description="From 1 to 100.")] = 1,
    chain: Chain = "",
) -> dict[str, Any]:
    """Pages that the caller may read, best first."""
    code = _language(language)
    with override(code):
        query = query_of(request.GET)
        query = SearchQuery(q, code, filters=query.filters, updated=query.updated, page=min(max(page, 1), LAST_PAGE))
        found = selectors.search_pages(query, reader_for(request.user))
        stale_report(found.stale_keys)
        if query.page == 1 and not query.is_narrowed:
            log_of(request, text=q, language=code, results=found.full, via=_via(request), stood_in=found.stood_in)
        return {
            "total": found.total,
            "is_capped": found.is_capped,
            "page": query.page,
            "pages": found.pages,
            "did_you_mean": found.did_you_mean,
            "is_tolerant": found.is_tolerant,
            "facets": [_facet(each) for each in found.facets],
            "hits": [_hit(each) for each in found.hits],
        }


@router.get("/suggest/", response={200: list[SuggestionOut], 429: Refusal}, summary="Complete a query", url_name="suggest")
@decorate_view(suggest_limited, revalidated)
def suggest(request: HttpRequest, q: Text = "", language: Language = "", chain: Chain = "") -> list[dict[str, Any]]:
    """Titles and questions of pages that the caller may read, and queries of others, with the words typed so far."""
    code = _language(language)
    with override(code):
        found = suggest_for(q, code, reader_for(request.user))
        if chain:
            log_of(request, text=q, language=code, results=len(found), via=SearchLogEntry.Via.SUGGEST)
        return [{"title": each.title, "url": each.url, "kind": each.kind, "label": str(each.kind_label)} for each in found]


def _via(request: HttpRequest) -> str:
    return SearchLogEntry.Via.WIDGET if is_foreign(request) else SearchLogEntry.Via.API


def _hit(hit: selectors.PageHit) -> dict[str, Any]:
    return {
        "title": hit.title,
        "excerpt": hit.excerpt,
        "url": hit.page.link,
        "language": hit.language,
        "kind": hit.kind,
        "category": hit.category_title,
        "is_promoted": hit.is_promoted,
    }


def _facet(facet: FacetView) -> dict[str, Any]:
    values = [{"value": each.value, "label": str(each.label), "count": each.count} for each in facet.options]
    return {"name": facet.name, "label": str(facet.label), "values": values}


def _language(asked: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
