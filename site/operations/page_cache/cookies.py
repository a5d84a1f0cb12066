"""A page that was made with a look at a reader's cookies is that reader's, whatever it says of itself.

Readers bring cookies of many kinds: those of counters, and those of other sites of the company. To refuse all who bring any
would keep next to nothing. So it is noticed which cookies are looked at, and only what the site itself reads everywhere is
known not to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from operations.page_cache.answers import MARK


class WatchedCookies(dict[str, str]):
    """The cookies of a request; `was_read` once somebody asked for one that only some readers have."""

    was_read = False

    def _ask(self, name: object) -> None:
        if name not in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
            self.was_read = True

    def __getitem__(self, name: str) -> str:
        self._ask(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._ask(name)
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dict."""
        self._ask(name)
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        self.was_read = True
        return super().__iter__()

    def keys(self) -> Any:
        """As of a dict."""
        self.was_read = True
        return super().keys()

    def items(self) -> Any:
        """As of a dict."""
        self.was_read = True
        return super().items()

    def values(self) -> Any:
        """As of a dict."""
        self.was_read = True
        return super().values()


class WatchCookies:
    """Middleware; takes the mark from answers for which a reader's cookies were looked at. Place it before plugins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Watch, and look at the answer."""
        watched = request.COOKIES = WatchedCookies(request.COOKIES)
        response = self.get_response(request)
        if watched.was_read and response.has_header(MARK):
            del response[MARK]
        return response
