from __future__ import annotations

import re

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.closed.pages import is_closed
from content.models import HelpPage
from content.page_links.suggesting import pages_suggested

# The editor's address names the page, or the one below which a page is written.
_PLACE = re.compile(r"/pages/(?:add/\w+/\w+/)?(\d{1,18})/")


@require_safe
@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    """Pages for what was typed after `[[`: JSON with `pages`. `place` is the address of the form."""
    found = pages_suggested(
        words=request.GET.get("q", ""), user=request.user, locale_id=_locale(request, request.GET.get("place", ""))
    )
    rows = [
        {"id": each.pk, "title": each.title, "url": each.url, "parentId": each.parent_pk, "place": each.place} for each in found
    ]
    return JsonResponse({"pages": rows})


def _locale(request: HttpRequest, place: str) -> int | None:
    """The language of the page that is written; None where it is not known, or closed to this person."""
    named = _PLACE.search(place)
    page = HelpPage.objects.filter(pk=int(named[1])).first() if named else None
    return None if page is None or is_closed(page.specific_deferred, request.user) else page.locale_id
