"""Who answers: an account, or a random id that this browser got by answering. Addresses play no part."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "sanad_reader"
COOKIE_AGE = 365 * 24 * 3600

_cookie_signer = signing.Signer(salt="feedback.cookie")
_form_signer = signing.Signer(salt="feedback.form")


def known_reader(request: HttpRequest) -> str:
    """Return the voter key of a reader who is signed in or has answered before; "" for everybody else."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    known = _unsigned(_cookie_signer, request.COOKIES.get(COOKIE, ""))
    return f"anonymous:{known}" if known else ""


def reader_keys(request: HttpRequest) -> set[str]:
    """Return every voter key of this reader: who answered and then signed in is still the one who answered."""
    known = _unsigned(_cookie_signer, request.COOKIES.get(COOKIE, ""))
    return {known_reader(request), f"anonymous:{known}" if known else ""} - {""}


def new_reader_token() -> str:
    """Return a signed random id for a form: its first answer makes it the reader's.

    It stands in the form and not in a cookie, for nobody gets a cookie who only reads; and answering twice at once, by a
    double click, still is one reader.
    """
    return _form_signer.sign(secrets.token_hex(16))


def reader_of_form(request: HttpRequest) -> tuple[str, str]:
    """Return the voter key of who sends a form, and the id to remember in a cookie ("" when there is nothing to)."""
    known = known_reader(request)
    if known:
        return known, ""
    new = _unsigned(_form_signer, request.POST.get("reader", "")) or secrets.token_hex(16)
    return f"anonymous:{new}", new


def reader_remember(response: HttpResponse, *, reader_id: str, path: str) -> None:
    """Give the browser its id, for the addresses below `path` only: the pages themselves never see it."""
    response.set_cookie(
        COOKIE,
        _cookie_signer.sign(reader_id),
        max_age=COOKIE_AGE,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _unsigned(signer: signing.Signer, text: str) -> str:
    try:
        return signer.unsign(text)
    except signing.BadSignature:
        return ""
