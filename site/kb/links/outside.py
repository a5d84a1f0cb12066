"""Looks at links to other sites, as a polite guest: a HEAD request, a GET where that is not understood, nothing more."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings

from content.web import ForbiddenAddressError, WebError, web_request
from kb.links.verdicts import FINE, Verdict, broken, failing, unknown

MOST_HOPS = 5
GONE = {404, 410}
NOT_FOR_US = {401, 402, 403, 405, 406, 407, 429, 451, 999}
"""Answers that say more about a program that asks than about the page: a person may well be let in."""


def look_outside(address: str) -> Verdict:
    """Ask for an address and follow where it leads. Every hop is judged anew: none leads into our own network."""
    place = address
    for _hop in range(MOST_HOPS + 1):
        try:
            answer = web_request(place, method="HEAD", headers=_headers(), plain=True)
            if answer.status >= 400:
                # Many servers do not know HEAD, or answer it otherwise.
                answer = web_request(place, method="GET", headers=_headers(), plain=True)
        except ForbiddenAddressError:
            return unknown("inner")
        except WebError as error:
            return failing("silent", error)
        if not (300 <= answer.status < 400 and answer.location):
            return _judged(answer.status)
        try:
            place = urljoin(place, answer.location)
        except ValueError:  # it leads to something that is no address
            return failing("answers", answer.status)
    return broken("circle")


def _judged(status: int) -> Verdict:
    if status in GONE:
        return broken("gone", status)
    if status in NOT_FOR_US:
        return unknown("closed", status)
    return failing("answers", status) if status >= 400 else FINE


def _headers() -> dict[str, str]:
    """Say who asks: whoever runs the other site can shut us out, or write to us."""
    return {"User-Agent": f"SanadLinkCheck/1.0 (+{settings.WAGTAILADMIN_BASE_URL})", "Accept": "*/*"}
