"""A request with a NUL that would be stored or looked for is a bad request: PostgreSQL keeps none, in no text and no JSON.

Readers' own pages and forms clean what people type. This is for all others, of Wagtail and of plugins as well.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

# What psycopg says of a text before it sends it, and what the server says of JSON.
SIGNS = ("cannot contain NUL", "\\u0000 cannot be converted to text")


class NulIsRefused:
    """Middleware that answers 400 where the database would fail for a NUL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at cookies alone: a session is looked for before any view could fail."""
        if any("\0" in value for value in request.COOKIES.values()):
            return bad_request(request, BadRequest("A cookie has a NUL."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer instead of a view that the database stopped."""
        if isinstance(exception, DataError) and any(sign in str(exception) for sign in SIGNS):
            return bad_request(request, exception)
        return None
