"""The search pages: from a request to a query, from results to HTML or JSON."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.audiences import reader_for
from search import selectors
from search.outbox import outbox_add
from search.paging import page_links
from search.queries import LAST_PAGE, SearchQuery, clean_text
from search.ways_out import single_words, ways_out

Response = TypeVar("Response", bound=HttpResponse)

MOST_KINDS = 20
"""Chosen kinds that are read from an address; there are not that many."""


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the results for `?q=`, narrowed by `kind` (repeatable) and `in` (id of a category), page by page."""
    query = query_of(request)
    found = selectors.search_pages(query, reader_for(request.user))
    outbox_add(keys=found.stale_keys)
    context = {
        "found": found,
        "query": found.query.text,
        "links": page_links(request.GET, query.page, min(found.pages, LAST_PAGE)),
        "ways_out": [] if found.hits else ways_out(request),
        "single_words": [] if found.hits else single_words(found.query.text, query.language),
    }
    return _uncached(request, render(request, "search/results.html", context))


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles for an unfinished query: {"suggestions": [{"title", "url", "kind"}]}."""
    found = selectors.suggest(request.GET.get("q", ""), _language(), reader_for(request.user))
    items = [{"title": each.title, "url": each.page.link, "kind": str(each.kind_label)} for each in found]
    return _uncached(request, JsonResponse({"suggestions": items}))


def query_of(request: HttpRequest) -> SearchQuery:
    """Return the query that an address holds; what makes no sense in it is left out, never refused."""
    category = number(request.GET.get("in", ""))
    return SearchQuery(
        text=request.GET.get("q", ""),
        language=_language(),
        kinds=tuple(dict.fromkeys(clean_text(kind)[:50] for kind in request.GET.getlist("kind")[:MOST_KINDS] if kind)),
        category=category or None,
        page=min(max(number(request.GET.get("page", "")), 1), LAST_PAGE),
    )


def number(text: str) -> int:
    """Return a whole number of up to nine digits in any script; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _language() -> str:
    return get_language() or "en"


def _uncached(request: HttpRequest, response: Response) -> Response:
    """Keep answers out of shared caches: what may be found changes from one moment to the next, and with the reader."""
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
