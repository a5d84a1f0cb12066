"""The banner alone, for pages that were fetched before its time. Public: each reader gets what is for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from sanad import reader_for

from .current import announcement_for


@never_cache
def banner(request: HttpRequest) -> HttpResponse:
    """The banner if it is there by now; nothing (204) before that and afterwards."""
    language = get_language() or ""
    found = announcement_for(reader_for(request.user), language)
    if found is None or not found.is_there(timezone.now()):
        return HttpResponse(status=204)
    return render(request, "announcement/banner.html", {"announcement": found, "language": language})
