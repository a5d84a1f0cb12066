"""For search engines: which pages there are, in every language, and what to leave alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape  # nosec B406 # to write, not to read

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Site

from content.addresses import page_path
from content.audiences import ANONYMOUS
from content.locales import code_of
from content.models import HelpPage
from theme.sitemaps import sections
from theme.switcher import default_alternate

# The protocol allows 50,000 addresses in a file; alternates multiply its bytes (sitemaps.org, section "Sitemap index files").
PART = 5_000
MOST_PARTS = 1_000_000
"""More than any site has; databases do not count without end."""


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
    """All public pages of all languages with their alternates, and what rooms add; an index of parts where there is much."""
    total = _pages().count()
    site = Site.find_for_request(request)
    more = {name: section.count(site) for name, section in sections().items()} if site else {}
    if total + sum(more.values()) <= PART:
        return _urlset(_page_entries(request, 1) + "".join(_section_entries(request, name, 1) for name in more))
    paths = [reverse("theme:sitemap_part", args=[part]) for part in _parts(max(total, 1))]
    paths += [reverse("theme:sitemap_section", args=[name, part]) for name, count in more.items() for part in _parts(count)]
    entries = "".join(f"<sitemap><loc>{escape(request.build_absolute_uri(path))}</loc></sitemap>" for path in paths)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>')


def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if not 1 <= part <= MOST_PARTS:
        raise Http404
    entries = _page_entries(request, part)
    if not entries and part != 1:
        raise Http404
    return _urlset(entries)


def sitemap_section(request: HttpRequest, name: str, part: int) -> HttpResponse:
    """Addresses that a room answers itself."""
    entries = _section_entries(request, name, part) if name in sections() and 1 <= part <= MOST_PARTS else ""
    if not entries:
        raise Http404
    return _urlset(entries)


def _parts(count: int) -> range:
    return range(1, -(-count // PART) + 1)


def _section_entries(request: HttpRequest, name: str, part: int) -> str:
    site = Site.find_for_request(request)
    places = sections()[name].places(site, (part - 1) * PART, part * PART) if site else []
    absolute = request.build_absolute_uri
    return "".join(
        _url(absolute(each.path), each.updated, {code: absolute(path) for code, path in each.alternates.items()})
        for each in places
    )


def _page_entries(request: HttpRequest, part: int) -> str:
    rows = list(_rows(_pages()[(part - 1) * PART : part * PART]))
    keys = {row["translation_key"] for row in rows}
    same: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(_pages().filter(translation_key__in=keys)) if len(rows) == PART or part > 1 else rows:
        same[row["translation_key"]].append(row)
    return "".join(_entry(request, row, same[row["translation_key"]]) for row in rows)


def _urlset(entries: str) -> HttpResponse:
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
    return _url(_place(request, row), row["last_published_at"], places)


def _url(place: str, updated: datetime | None, places: dict[str, str]) -> str:
    """Return the entry of a whole address; `places`: its alternates by language, nothing where there is none."""
    if default := default_alternate(places):
        places = {**places, "x-default": default}
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(each)}"/>' for code, each in places.items()
    )
    changed = f"<lastmod>{updated:%Y-%m-%d}</lastmod>" if updated else ""
    return f"<url><loc>{escape(place)}</loc>{changed}{alternates}</url>"


def _place(request: HttpRequest, row: dict[str, Any]) -> str:
    return request.build_absolute_uri(page_path(url_path=row["url_path"], locale_id=row["locale_id"]))


def _xml(content: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{content}', content_type="application/xml; charset=utf-8")
