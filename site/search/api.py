"""The same search for programs: mounted by config/api.py at /api/."""

from __future__ import annotations

from datetime import date
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
from search.queries import LAST_PAGE, SearchQuery, number
from search.suggesting import suggest as suggest_for
from search.views import log_of, query_of

router = Router(tags=["search"])


class HitOut(Schema):
    """One page found. `title` and `excerpt` are HTML: escaped text with <mark> around what was found.

    `language` is that of the page, `category` the title of the page above it, `updated` the day of its last publication.
    `is_promoted`: an editor put it first for this query.
    """

    title: str
    excerpt: str
    url: str
    language: str
    kind: str
    category: str
    updated: date | None
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
    for words near those that were typed. `stood_in`: Elasticsearch did not answer, and the database did, in a simpler way:
    some results may be missing. `facets`: what can be narrowed here, with the names of the parameters. `elsewhere`:
    the best hits in other languages, when there is little in the one that was asked for.
    """

    total: int
    is_capped: bool
    page: int
    pages: int
    did_you_mean: str
    is_tolerant: bool
    stood_in: bool
    facets: list[FacetOut]
    hits: list[HitOut]
    elsewhere: list[HitOut]


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


Text = Annotated[
    str,
    Query(
        description='What is looked for. "quotes", -minus, kind:, in:, tag: and product: are understood; operators without words '
        "list what is within them, the newest first. Without any text nothing is found."
    ),
]
Language = Annotated[
    str, Query(description="Code of the language that is searched, such as ar; an unknown one is the site's own.")
]
Chain = Annotated[str, Query(description="A random UUID for what is typed one after the other, counted as one search.")]
PageNumber = Annotated[str, Query(pattern=r"^\d{1,9}$", description="From 1 to 100, in the digits of any script.")]
_ANY = "Repeat it for several, of which any will do."
Kinds = Annotated[list[str], Query(description=f"Kinds of pages, such as article or faq. {_ANY}")]
Bases = Annotated[list[str], Query(description=f"Ids of knowledge bases: the topmost pages. {_ANY}")]
Categories = Annotated[list[str], Query(description=f"Ids of pages, such as categories: what lies below them. {_ANY}")]
In = Annotated[list[str], Query(alias="in", description="Another name of category.")]
Tags = Annotated[list[str], Query(description=f"Tags, as editors wrote them. {_ANY}")]
Products = Annotated[list[str], Query(description=f"Products, as editors wrote them. {_ANY}")]
Updated = Annotated[
    str, Query(description="Age: week (seven days), month (30 days) or year. Others are ignored.", examples=["month"])
]


SEARCHED = {200: SearchOut, 429: Refusal}
SUGGESTED = {200: list[SuggestionOut], 429: Refusal}


@router.get("/search/", response=SEARCHED, summary="Search the help pages", url_name="search")
@decorate_view(search_limited, revalidated)
def search(
    request: HttpRequest,
    q: Text = "",
    language: Language = "",
    kind: Kinds = [],  # noqa: B006  ninja reads it, nobody changes it
    base: Bases = [],  # noqa: B006
    category: Categories = [],  # noqa: B006
    in_: In = [],  # noqa: B006
    tag: Tags = [],  # noqa: B006
    product: Products = [],  # noqa: B006
    updated: Updated = "",
    page: PageNumber = "1",
    chain: Chain = "",
) -> dict[str, Any]:
    """Pages that the caller may read, best first."""
    code = _language(language)
    with override(code):
        query = query_of(request.GET)
        query = SearchQuery(q, code, filters=query.filters, updated=query.updated, page=min(max(number(page), 1), LAST_PAGE))
        found = selectors.search_pages(query, reader_for(request.user))
        stale_report(found.stale_keys)
        if query.page == 1 and not query.is_narrowed and not found.query.is_listing:
            log_of(request, text=q, language=code, results=found.full, via=_via(request), stood_in=found.stood_in)
        return {
            "total": found.total,
            "is_capped": found.is_capped,
            "page": query.page,
            "pages": found.pages,
            "did_you_mean": found.did_you_mean,
            "is_tolerant": found.is_tolerant,
            "stood_in": found.stood_in,
            "facets": [_facet(each) for each in found.facets],
            "hits": [_hit(each) for each in found.hits],
            "elsewhere": [_hit(each) for each in found.elsewhere],
        }


@router.get("/suggest/", response=SUGGESTED, summary="Complete a query", url_name="suggest")
@decorate_view(suggest_limited, revalidated)
def suggest(request: HttpRequest, q: Text = "", language: Language = "", chain: Chain = "") -> list[dict[str, Any]]:
    """Titles and questions of pages that the caller may read, and queries of others, with the words typed so far."""
    code = _language(language)
    with override(code):
        found = suggest_for(q, code, reader_for(request.user))
        if chain:
            log_of(request, text=q, language=code, results=len(found), via=SearchLogEntry.Via.SUGGEST)
        return [{"title": each.title, "url": each.url, "kind": each.kind, "label": str(each.kind_label)} for each in found]


# The same answers without their bodies, which servers leave out; the description names GET only.
router.add_api_operation("/search/", ["HEAD"], search, response=SEARCHED, include_in_schema=False)
router.add_api_operation("/suggest/", ["HEAD"], suggest, response=SUGGESTED, include_in_schema=False)


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
        "updated": published.date() if (published := hit.page.last_published_at) else None,
        "is_promoted": hit.is_promoted,
    }


def _facet(facet: FacetView) -> dict[str, Any]:
    values = [{"value": each.value, "label": str(each.label), "count": each.count} for each in facet.options]
    return {"name": facet.name, "label": str(facet.label), "values": values}


def _language(asked: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
