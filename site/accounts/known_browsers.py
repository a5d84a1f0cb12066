"""Browsers in which somebody has signed in before: a signed cookie with the account and a random id, set at sign-in."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

AGE = 180 * 24 * 3600
_signer = signing.TimestampSigner(salt="accounts.known_browser")


def cookie_name() -> str:
    """Return the name of the cookie; on TLS it is bound to this very host."""
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}sanad_browser"


def browser_of(request: HttpRequest, user_id: int) -> str:
    """Return the id of a browser that is known for an account; "" for any other."""
    try:
        account, _colon, browser = _signer.unsign(request.COOKIES.get(cookie_name(), ""), max_age=AGE).partition(":")
    except signing.BadSignature:
        return ""
    return browser if account == str(user_id) else ""


def browser_remember(request: HttpRequest, user_id: int) -> None:
    """Have the answer to this request make the browser known."""
    if not browser_of(request, user_id):
        request.META["sanad.known_browser"] = _signer.sign(f"{user_id}:{secrets.token_hex(8)}")


def known_browsers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: set the cookie after a sign-in, by whichever form."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if mark := request.META.get("sanad.known_browser"):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(cookie_name(), mark, max_age=AGE, secure=secure, httponly=True, samesite="Lax")
        return response

    return respond
