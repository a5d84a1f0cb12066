"""What caches may keep of search answers.

An answer may be kept, but has to be asked for again before it is used (`no-cache` and an ETag): unpublished pages vanish at
once, and a cache that may answer by itself for half a minute would show them that long. Asking again costs the search, and
saves the sending. Whoever values load above that sets SANAD_SEARCH_MAX_AGE to the seconds that a withdrawn page may linger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

View = Callable[..., HttpResponse]


def revalidated(view: View) -> View:
    """Give anonymous answers an ETag and 304 where nothing changed; keep signed-in readers' answers out of every cache."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **parameters: Any) -> HttpResponse:
        response = view(request, *args, **parameters)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("X-Robots-Tag", "noindex")
        if response.status_code != 200:
            response["Cache-Control"] = "no-store"
            return response
        if request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
            return response
        seconds = settings.SANAD_SEARCH_MAX_AGE
        response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "public, no-cache"
        response["ETag"] = quote_etag(hashlib.blake2b(response.content, digest_size=12).hexdigest())
        return get_conditional_response(request, response["ETag"], response=response) or response

    return answer
