"""How often one reader may ask. Signed-in people count for themselves: an office of agents has one address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from accounts.addresses import client_address
from accounts.throttle import Limit
from search.queries import clean_text

logger = logging.getLogger(__name__)

MINUTE = 60
View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, int], HttpResponse]


def refused_as_json(request: HttpRequest, seconds: int) -> HttpResponse:
    """Tell a program in a sentence when to come back."""
    sentence = ngettext(
        "Too many searches. Please try again in %(seconds)d second.",
        "Too many searches. Please try again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
    return JsonResponse({"detail": sentence}, json_dumps_params={"ensure_ascii": False})


def refused_as_page(request: HttpRequest, seconds: int) -> HttpResponse:
    """Tell a reader when to come back, on a page with other ways."""
    return render(request, "search/too_many.html", {"seconds": seconds, "query": clean_text(request.GET.get("q", ""))})


def limited(name: str, setting: str, refusal: Refusal = refused_as_json) -> Callable[[View], View]:
    """Refuse more requests in a minute than the setting allows (0: no limit) with 429, Retry-After and `refusal`.

    Views with the same `name` count together: each address, or each signed-in person.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **parameters: Any) -> HttpResponseBase:
            attempts = getattr(settings, setting)  # now, so that tests can override it
            wait = _take(Limit(f"search:{name}", attempts, MINUTE), request) if attempts else 0
            return _refused(refusal(request, wait), wait) if wait else view(request, *args, **parameters)

        return answer

    return decorate


search_limited = limited("search", "SANAD_SEARCH_LIMIT")
suggest_limited = limited("suggest", "SANAD_SUGGEST_LIMIT")
page_limited = limited("page", "SANAD_SEARCH_PAGE_LIMIT", refused_as_page)


def _take(limit: Limit, request: HttpRequest) -> int:
    who = f"user {request.user.pk}" if request.user.is_authenticated else client_address(request)
    try:
        return limit.take(who)
    except Exception as error:  # whatever the driver of the cache raises: search goes on without it
        logger.warning("The limit of searches cannot be counted: %s.", type(error).__name__)
        return 0


def _refused(response: HttpResponse, seconds: int) -> HttpResponse:
    response.status_code = 429
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
