"""Addresses for agents: whoever is none gets the answer of an address that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from content.audiences import Audience, reader_for
from theme.chrome import chrome_for
from theme.serving import refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def agents_only(view: View[P]) -> View[P]:
    """Send the signed-out to sign in, let customers find nothing, and keep what agents get out of every cache.

    What the view renders has the wiki's bar around it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if reader_for(request.user).level < Audience.AGENT:
            return refused(request)
        wear_bar(request)
        return view(request, *args, **kwargs)

    guarded: Any = never_cache(wrapped)
    return guarded


def wear_bar(request: HttpRequest) -> None:
    """Give a view without a page the look of the wiki's pages. A search engine that comes here signed in keeps nothing."""
    request.chrome = replace(chrome_for(request), is_private=True)  # type: ignore[attr-defined]
