"""A line in the log for each request, and its numbers: which kind of page, how it ended, how long it took."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from operations.logs.context import log_context
from operations.logs.formatting import FACTS
from operations.logs.request_ids import HEADER, request_id
from operations.metrics import count, observe

logger = logging.getLogger("sanad.requests")

GetResponse = Callable[[HttpRequest], HttpResponse]

_BY_START = (
    ("admin/", "admin"),
    ("api/", "api"),
    ("documents/", "file"),
    ("private/", "file"),
    ("media/", "file"),
    ("healthz/", "operations"),
    ("metrics/", "operations"),
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def requests_seen(get_response: GetResponse) -> GetResponse:
    """Give each request its name, and tell how it went. The outermost middleware: what others do counts, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun, name = time.perf_counter(), request_id(request)
        request.sanad_id = name  # type: ignore[attr-defined]
        with log_context(request=name):
            response = get_response(request)
            response.headers[HEADER] = name
            _note(request, response, time.perf_counter() - begun)
        return response

    return middleware


def view_class(match: ResolverMatch | None) -> str:
    """Return to which kind of pages a request went. There are a few dozen kinds, whatever is asked for."""
    if match is None:
        return "none"
    if match.view_name == "wagtail_serve":
        return "page"
    route = str(match.route).lstrip("^")
    for start, kind in _BY_START:
        if route.startswith(start):
            return kind
    return match.namespaces[0] if match.namespaces else match.view_name or "other"


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    if request.path_info.startswith(settings.STATIC_URL):
        return
    method = request.method if request.method in METHODS else "other"
    kind, status = view_class(request.resolver_match), response.status_code
    count("requests", view=kind, method=method, status=str(status))
    observe("request_seconds", seconds, view=kind)
    if not settings.SANAD_LOG_REQUESTS:
        return
    view = request.resolver_match.view_name if request.resolver_match else ""
    # No path: it may hold a token or what somebody looks for. The name of the view says what was done.
    facts = {"method": method, "view": view or kind, "kind": kind, "status": status, "ms": round(seconds * 1000, 1)}
    logger.info("%s %s %d", method, facts["view"], status, extra={FACTS: facts})
