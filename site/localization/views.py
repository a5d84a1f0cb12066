from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from content.locales import code_of
from content.models import HelpPage


def to_readers_language(request: HttpRequest) -> HttpResponse:
    """Send the reader of `/` to the home page in a language they read; the site's own where theirs has no home page."""
    homes = HelpPage.objects.filter(depth=2).listable_to(request.user)
    with_home = {code_of(locale_id) for locale_id in homes.values_list("locale_id", flat=True)}
    wanted = get_language_from_request(request)
    language = wanted if wanted in with_home else settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    response["Cache-Control"] = "no-cache"
    return response
