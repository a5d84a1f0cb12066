"""How often one reader may ask. Signed-in people count for themselves: an office of agents has one address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import ngettext

from accounts.addresses import client_address
from accounts.throttle import Limit
from search.embedding import conf

logger = logging.getLogger(__name__)

MINUTE = 60
View = Callable[..., HttpResponseBase]


def limited(name: str, attempts_of: Callable[[], int]) -> Callable[[View], View]:
    """Refuse more requests in a minute than allowed (0: no limit) with 429, Retry-After and a sentence.

    Views with the same `name` count together.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **parameters: Any) -> HttpResponseBase:
            attempts = attempts_of()
            wait = _take(Limit(f"search:{name}", attempts, MINUTE), request) if attempts else 0
            return _refused(wait) if wait else view(request, *args, **parameters)

        return answer

    return decorate


search_limited = limited("search", conf.search_limit)
suggest_limited = limited("suggest", conf.suggest_limit)


def _take(limit: Limit, request: HttpRequest) -> int:
    who = f"user {request.user.pk}" if request.user.is_authenticated else client_address(request)
    try:
        return limit.take(who)
    except Exception as error:  # whatever the driver of the cache raises: search goes on without it
        logger.warning("The limit of searches cannot be counted: %s.", type(error).__name__)
        return 0


def _refused(seconds: int) -> JsonResponse:
    sentence = ngettext(
        "Too many searches. Please try again in %(seconds)d second.",
        "Too many searches. Please try again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
    response = JsonResponse({"detail": sentence}, status=429, json_dumps_params={"ensure_ascii": False})
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
