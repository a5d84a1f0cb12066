"""How much may come from one network, and what is said when it is too much."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from accounts.throttle import Limit
from content.templatetags.date_tags import local_digits

# An office behind one address may answer; a flood from one may not.
VOTES_PER_ADDRESS = Limit("votes", 60, 3600)
COMMENTS_PER_ADDRESS = Limit("comments", 30, 3600)

LARGEST = 64 * 1024
"""Bytes of a form: a comment of the longest letters, percent-encoded, and all else that is sent, several times over."""

View = Callable[..., HttpResponse]


def vote_refusal(seconds: int) -> str:
    """What to tell whose answer was not counted."""
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Your answer was not counted: too many came from your network. Please try again in %(minutes)s minute.",
        "Your answer was not counted: too many came from your network. Please try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": local_digits(minutes)}


def comment_refusal(seconds: int) -> str:
    """What to tell whose comment was not taken; it stays in the form."""
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Your comment was not sent: too many came from your network. It is still here: please send it in %(minutes)s minute.",
        "Your comment was not sent: too many came from your network. It is still here: please send it in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": local_digits(minutes)}


def small_bodies_only(too_large: View) -> Callable[[View], View]:
    """Answer by `too_large` where more is sent than any of our forms holds, without reading it.

    Stands outside of Django's check of the CSRF token, which would read the body and fail with a bare page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdecimal() or int(length[:18]) > LARGEST:
                return too_large(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        return checked

    return decorate
