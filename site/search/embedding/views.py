"""The script of the search box for other sites: one file with everything in it, for every language of the help center."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, gettext, override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from wagtail.models import Site

from localization.languages import direction_of
from theme.chrome import surroundings_of
from theme.models import DEFAULT_ACCENT

SOURCES = Path(__file__).parent / "widget"
FRESH = "public, max-age=600, stale-while-revalidate=86400"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
@gzip_page
def script(request: HttpRequest) -> HttpResponse:
    """Return the script. Other sites name it without a version, so it is asked for again every ten minutes."""
    return _file(request, script_text(_accent(request)), "text/javascript")


@require_safe
@gzip_page
def sheet(request: HttpRequest) -> HttpResponse:
    """Return the styles alone, for browsers that cannot take them from the script."""
    return _file(request, _lines_of("widget.css"), "text/css")


def _file(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    version = _version(text)
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == version else FRESH
    # A page that isolates itself (COEP) may load it all the same.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["ETag"] = quote_etag(version)
    return get_conditional_response(request, response["ETag"], response=response) or response


@lru_cache(maxsize=16)
def script_text(accent: str) -> str:
    """Return the whole script with the words of all languages and the colour of the brand."""
    styles = _lines_of("widget.css")
    known = {
        "accent": accent,
        "language": settings.LANGUAGE_CODE,
        "languages": {code: _words(code) for code, _name in settings.LANGUAGES},
        "search": reverse("api:search"),
        "suggest": reverse("api:suggest"),
        "sheet": f"{reverse('search_widget:sheet')}?v={_version(styles)}",
        "styles": styles,
    }
    return f"{_lines_of('widget.js').rstrip()}({_for_script(known)});\n"


@lru_cache
def _lines_of(name: str) -> str:
    """Return one of our files without indentation and lines of comment; gzip does the rest: a minifier saves 0.3 kB of 5."""
    lines = map(str.strip, (SOURCES / name).read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _words(code: str) -> dict[str, str]:
    """What the box says in a language. Numbers are put in by the script, which needs no plural forms for "Suggestions: 5"."""
    with override(code):
        return {
            "direction": direction_of(get_language() or code),
            "results": reverse("search:results"),
            "label": gettext("Search the help center"),
            "hint": gettext("Ask in your own words"),
            "go": gettext("Search"),
            "all": gettext("All results for “%(text)s”") % {"text": "{text}"},
            "some": gettext("Suggestions: %(number)s") % {"number": "{number}"},
            "none": gettext("No suggestions"),
        }


def _version(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _for_script(known: Mapping[str, object]) -> str:
    """JSON that old scripts can read as well: they take two of its signs for line ends."""
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _accent(request: HttpRequest) -> str:
    try:
        branding = surroundings_of(request, settings.LANGUAGE_CODE).branding
    except Site.DoesNotExist:
        return DEFAULT_ACCENT
    return branding.accent_colour if branding else DEFAULT_ACCENT
