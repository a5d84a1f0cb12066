"""Which other sites may read search answers in a browser: those that SANAD_SEARCH_ORIGINS names, and as nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import get_script_prefix, reverse
from django.utils.cache import patch_vary_headers

from search.embedding.origins import EVERY

NAMES = ("api:search", "api:suggest", "search_widget:script", "search_widget:sheet")
"""What other sites may read."""
METHODS = "GET, HEAD, OPTIONS"
HEADERS = "Accept, Accept-Language, Content-Type, If-None-Match"
DAY = 86_400
_MARK = "_sanad_search_foreign"


class SearchCorsMiddleware:
    """Stands before sessions: who asks from another site brings no cookies along, so the answer is the anonymous one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer preflights; let other requests through and tell browsers who may read the answer."""
        if request.path not in _paths(get_script_prefix()):
            return self.get_response(request)
        origin = request.headers.get("Origin", "")
        if origin and origin != f"{request.scheme}://{request.get_host()}":
            _forget_who_asks(request)
        allowed = settings.SANAD_SEARCH_ORIGINS
        if not allowed:
            return self.get_response(request)
        response = _preflight() if _is_preflight(request) else self.get_response(request)
        return _with_permission(response, origin, allowed)


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether a request comes from a page of another site: from a search box that is embedded there."""
    return bool(getattr(request, _MARK, False))


@cache
def _paths(prefix: str) -> frozenset[str]:
    return frozenset(map(reverse, NAMES))


def _forget_who_asks(request: HttpRequest) -> None:
    setattr(request, _MARK, True)
    request.COOKIES = {}
    request.META.pop("HTTP_COOKIE", None)
    request.META.pop("HTTP_AUTHORIZATION", None)


def _is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = HEADERS
    response["Access-Control-Max-Age"] = str(DAY)
    return response


def _with_permission(response: HttpResponseBase, origin: str, allowed: list[str]) -> HttpResponseBase:
    """Name the asking site, never with credentials. Caches keep the answers for different sites apart."""
    if EVERY in allowed:
        response["Access-Control-Allow-Origin"] = EVERY
    else:
        patch_vary_headers(response, ("Origin",))
        if origin in allowed:
            response["Access-Control-Allow-Origin"] = origin
    if "Access-Control-Allow-Origin" in response.headers:
        response["Access-Control-Expose-Headers"] = "Retry-After"
    return response
