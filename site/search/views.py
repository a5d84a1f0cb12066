"""The search pages: from a request to a query, from results to HTML or JSON."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from activity.bots import is_bot
from content.audiences import reader_for
from content.converters import row_id
from search import selectors
from search.addresses import LONGEST_VALUE, MOST_VALUES
from search.documents import BASE, CATEGORY
from search.embedding.limits import page_limited, suggest_limited
from search.facets import registered_facets
from search.grammar import parse
from search.log import popular_now, search_log
from search.models import SearchLogEntry
from search.outbox import stale_report
from search.paging import page_address, page_links
from search.queries import AGES, LAST_PAGE, SearchQuery, clean_text, number
from search.suggesting import side_of
from search.suggesting import suggest as suggest_for
from search.ways_out import single_words, ways_out
from theme.chrome import wear_look_of

MOST_POPULAR = 8
"""Searches of others that are shown where nothing was searched yet."""

Response = TypeVar("Response", bound=HttpResponse)


@require_safe
@page_limited
def results(request: HttpRequest) -> HttpResponse:
    """Show the results for `?q=`, narrowed by facets (repeatable), `updated` and `language`, page by page."""
    query, reader = query_of(request.GET), reader_for(request.user)
    found = selectors.search_pages(query, reader)
    stale_report(found.stale_keys)
    if query.page > found.pages > 0:  # an address from when there were more
        return HttpResponseRedirect(request.path + page_address(request.GET, min(found.pages, LAST_PAGE)))
    bases = dict(query.filters).get(BASE, ())
    if len(bases) == 1 and (base := row_id(bases[0])):
        wear_look_of(request, base)
    is_empty = not query.text and not found.query.is_listing
    context = {
        "found": found,
        "query": query.text,
        "plain_query": parse(query.text).plain,
        "log_token": _log_of_page(request, found),
        "links": page_links(request.GET, query.page, min(found.pages, LAST_PAGE)),
        "popular": popular_now(found.query.language, side_of(reader), MOST_POPULAR) if is_empty else [],
        "ways_out": [] if found.hits else ways_out(request, found),
        "single_words": [] if found.hits else single_words(found.query, reader),
    }
    return _uncached(request, render(request, "search/results.html", context))


@require_safe
@suggest_limited
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return what may be meant by an unfinished query: {"suggestions": [{"title", "url", "kind", "label"}]}."""
    text, reader = request.GET.get("q", ""), reader_for(request.user)
    found = suggest_for(text, _language(), reader)
    if request.GET.get("chain"):
        via = SearchLogEntry.Via.SUGGEST
        log_of(request, text=text, language=_language(), results=len(found), via=via)
    items = [{"title": each.title, "url": each.url, "kind": each.kind, "label": str(each.kind_label)} for each in found]
    return _uncached(request, JsonResponse({"suggestions": items}))


def query_of(parameters: QueryDict) -> SearchQuery:
    """Return the query that an address holds; what makes no sense in it is left out, never refused."""
    language, updated = parameters.get("language", ""), parameters.get("updated", "")
    filters = [(facet.name, _values(parameters, facet.name)) for facet in registered_facets()]
    return SearchQuery(
        text=parameters.get("q", ""),
        language=language if language in dict(settings.LANGUAGES) else _language(),
        filters=tuple((name, values) for name, values in filters if values),
        updated=updated if updated in AGES else "",
        page=min(max(number(parameters.get("page", "")), 1), LAST_PAGE),
    )


def log_of(request: HttpRequest, *, text: str, language: str, results: int, via: str, stood_in: bool = False) -> str:
    """Log what was searched and return the token with which a click on its results is told. Bots are not logged."""
    if is_bot(request.headers.get("User-Agent", "")):
        return ""
    return search_log(
        text=text,
        language=language,
        side=side_of(reader_for(request.user)),
        results=results,
        via=via,
        chain=request.GET.get("chain", ""),
        stood_in=stood_in,
    )


def _log_of_page(request: HttpRequest, found: selectors.SearchPage) -> str:
    """Log a search that somebody sent: further pages and choices belong to the same one."""
    query = found.query
    if query.page > 1 or query.is_narrowed:
        return ""
    via, stood_in = SearchLogEntry.Via.PAGE, found.stood_in
    return log_of(request, text=request.GET.get("q", ""), language=query.language, results=found.full, via=via, stood_in=stood_in)


def _values(parameters: QueryDict, name: str) -> tuple[str, ...]:
    """Return the chosen values of a facet, each once. `in` is another name of the category."""
    given = [*parameters.getlist(name), *(parameters.getlist("in") if name == CATEGORY else ())]
    cleaned = (clean_text(value[: LONGEST_VALUE * 2])[:LONGEST_VALUE] for value in given[:MOST_VALUES])
    return tuple(dict.fromkeys(filter(None, cleaned)))


def _language() -> str:
    return get_language() or "en"


def _uncached(request: HttpRequest, response: Response) -> Response:
    """Keep answers out of shared caches: what may be found changes from one moment to the next, and with the reader."""
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
