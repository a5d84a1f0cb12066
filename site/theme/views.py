from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override

from localization.languages import direction_of

logger = logging.getLogger(__name__)


def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The customer's colour as a stylesheet. The address holds the value, so it may be kept for ever."""
    response = HttpResponse(f":root {{ --accent: #{colour}; }}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/403.html", 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    return forbidden(request)


def failed(request: HttpRequest, status: int = 500) -> HttpResponse:
    """Nothing here may touch the database: it may be what failed."""
    language = get_language_from_request(request, check_path=True)
    with override(language):
        context = {"language": language, "direction": direction_of(language)}
        return render(None, "theme/500.html", context, status=status)


def _friendly(request: HttpRequest, template: str, status: int) -> HttpResponse:
    try:
        response = render(request, template, status=status)
    except Exception:
        logger.exception("The page for status %s could not be made.", status)
        return failed(request, status)
    response["Cache-Control"] = "no-cache"
    return response
