from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override

from localization.languages import direction_of


def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The customer's colour as a stylesheet. The address holds the value, so it may be kept for ever."""
    response = HttpResponse(f":root {{ --accent: #{colour}; }}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _friendly(request, "theme/403.html", 403)


def failed(request: HttpRequest) -> HttpResponse:
    """Nothing here may touch the database: it may be what failed."""
    with override(get_language_from_request(request, check_path=True)) as _language:
        code = get_language_from_request(request, check_path=True)
        return render(None, "theme/500.html", {"language": code, "direction": direction_of(code)}, status=500)


def _friendly(request: HttpRequest, template: str, status: int) -> HttpResponse:
    try:
        response = render(request, template, status=status)
    except Exception:
        return failed_with(request, status)
    response["Cache-Control"] = "no-cache"
    return response


def failed_with(request: HttpRequest, status: int) -> HttpResponse:
    response = failed(request)
    response.status_code = status
    return response
