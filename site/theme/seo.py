"""For search engines: which pages there are, in every language, and what to leave alone."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from content.addresses import page_path
from content.audiences import ANONYMOUS
from content.locales import code_of
from content.models import HelpPage

# The protocol allows 50,000 addresses in a file; alternates multiply its bytes (sitemaps.org, section "Sitemap index files").
PART = 5_000


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "Disallow: /*/account/",
        "Disallow: /*/search/",
        "Disallow: /feedback/",
        "Disallow: /activity/",
        f"Sitemap: {request.build_absolute_uri(reverse('theme:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages of all languages with their alternates; an index of parts where there are many."""
    total = _pages().count()
    if total <= PART:
        return sitemap_part(request, 1)
    parts = range(1, -(-total // PART) + 1)
    places = (request.build_absolute_uri(reverse("theme:sitemap_part", args=[part])) for part in parts)
    entries = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>" for place in places)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>')


def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part < 1:
        raise Http404
    rows = list(_rows(_pages()[(part - 1) * PART : part * PART]))
    if not rows and part != 1:
        raise Http404
    keys = {row["translation_key"] for row in rows}
    same: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(_pages().filter(translation_key__in=keys)) if len(rows) == PART or part > 1 else rows:
        same[row["translation_key"]].append(row)
    entries = "".join(_entry(request, row, same[row["translation_key"]]) for row in rows)
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        f"{entries}</urlset>"
    )


def _pages() -> Any:
    return HelpPage.objects.listable_to(ANONYMOUS).order_by("path")


def _rows(pages: Any) -> Any:
    return pages.values("url_path", "locale_id", "translation_key", "last_published_at")


def _entry(request: HttpRequest, row: dict[str, Any], same: list[dict[str, Any]]) -> str:
    places = {code_of(each["locale_id"]): _place(request, each) for each in same} if len(same) > 1 else {}
    if settings.LANGUAGE_CODE in places:
        places["x-default"] = places[settings.LANGUAGE_CODE]
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(place)}"/>' for code, place in places.items()
    )
    changed = f"<lastmod>{row['last_published_at']:%Y-%m-%d}</lastmod>" if row["last_published_at"] else ""
    return f"<url><loc>{escape(_place(request, row))}</loc>{changed}{alternates}</url>"


def _place(request: HttpRequest, row: dict[str, Any]) -> str:
    return request.build_absolute_uri(page_path(url_path=row["url_path"], locale_id=row["locale_id"]))


def _xml(content: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{content}', content_type="application/xml; charset=utf-8")
