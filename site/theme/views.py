from __future__ import annotations

import errno
import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, override

from localization.languages import direction_of

logger = logging.getLogger(__name__)


def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The customer's colour as a stylesheet. The address holds the value, so it may be kept for ever."""
    response = HttpResponse(f":root {{ --accent: #{colour}; }}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers ask for it, whatever the site (a well-known address of the W3C)."""
    return redirect("accounts:password_change")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/403.html", 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    return forbidden(request)


SECONDS_AWAY = 30


def failed(request: HttpRequest, status: int = 500) -> HttpResponse:
    """Nothing here may touch the database: it may be what failed.

    A database that is away comes back (503, which caches understand); a full disk does not by itself (507).
    """
    error = sys.exc_info()[1]
    is_away = isinstance(error, OperationalError | InterfaceError)
    is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    language = get_language_from_request(request, check_path=True)
    with override(language):
        context = {"language": language, "direction": direction_of(language)}
        response = render(None, "theme/500.html", context, status=503 if is_away else 507 if is_full else status)
    if is_away:
        response["Retry-After"] = str(SECONDS_AWAY)
    response["Cache-Control"] = "no-store"
    return response


def _friendly(request: HttpRequest, template: str, status: int) -> HttpResponse:
    try:
        response = render(request, template, status=status)
    except Exception:
        logger.exception("The page for status %s could not be made.", status)
        return failed(request, status)
    response["Cache-Control"] = "no-cache"
    return response
