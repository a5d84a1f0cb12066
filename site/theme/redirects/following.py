"""Follows old addresses, for who may open what is there now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from content.models import HelpPage


class ReaderRedirects(RedirectMiddleware):
    """Wagtail's redirects of addresses at which there is nothing, but none to a page the reader may not open."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        """Answer a 404 by a redirect, where there is one for this reader."""
        if response.status_code != 404:
            return response
        found, address = _onward(request)
        if found is None or not address:
            return response
        kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        onward = kind(address)
        # A new page at the old address wins at once, also in browsers that have been there before.
        patch_cache_control(onward, no_cache=True, private=True)
        return onward


def leads_on(request: HttpRequest) -> bool:
    """Tell whether there is a redirect for this reader at the address, should there be nothing else. Two queries at most."""
    return bool(_onward(request)[1])


def _onward(request: HttpRequest) -> tuple[Redirect | None, str]:
    """Return the redirect for the address of a request, and where it leads this reader; "" for nowhere."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    found = get_redirect(request, path) or get_redirect(request, path.partition("?")[0])
    address = _address(found, request) if found is not None else ""
    return found, "" if address == request.path else address


def _address(found: Redirect, request: HttpRequest) -> str:
    if found.redirect_page_id is None:
        return str(found.link or "")
    page = HelpPage.objects.filter(pk=found.redirect_page_id).first()
    if page is None:  # a page of Wagtail's own
        return str(found.link or "")
    user = getattr(request, "user", None)
    return str(page.link) if page.may_open(user) and not page.unlisted else ""
