from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from content.locales import code_of
from content.models import HelpPage
from localization.fallbacks import first_of


def to_readers_language(request: HttpRequest) -> HttpResponse:
    """Send the reader of `/` to the home page in a language they read, or else in the one that stands in for it.

    What they chose with the language switcher comes first (a cookie), then what they told their account, then their browser.
    """
    homes = HelpPage.objects.filter(depth=2).listable_to(request.user)
    with_home = {code_of(locale_id) for locale_id in homes.values_list("locale_id", flat=True)}
    language = first_of(_wanted(request), with_home) or settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    response["Cache-Control"] = "no-cache"
    return response


def _wanted(request: HttpRequest) -> str:
    told = getattr(request.user, "preferred_language", "")
    if told in dict(settings.LANGUAGES) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        return str(told)
    return get_language_from_request(request)
