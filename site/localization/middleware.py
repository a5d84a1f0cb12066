from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path

# What else is answered without a language in its address says the same to everybody: styles, pictures, the sitemap.
_WORDED = ("text/html", "application/json")


class ReaderLanguageMiddleware(LocaleMiddleware):
    """Django's, with two differences.

    What is not found is not found: no detour over an address with a language that is not there either. And only what was
    worded by `Accept-Language` varies with it: an address that names its language never does, and may be kept once.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not get_language_from_path(request.path_info) and response.get("Content-Type", "").startswith(_WORDED):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language() or "")
        return response
