"""Headers that keep other sites out of our pages, and our pages out of a reader's devices."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def isolated(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: no HTML page is loaded by other sites as a part of theirs, and none asks for camera, place or payment.

    Pictures and scripts that others may show (social pictures, the search box) are no HTML and stay open to them.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            response.headers.setdefault("Permissions-Policy", settings.SANAD_PERMISSIONS_POLICY)
        return response

    return respond
