"""Looks at links to this site, in the database: pages, headings, files, redirects. Nothing is asked over the network."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site

from content.anchors import words_slug
from content.filling import filled
from content.models import HelpPage
from kb.links.verdicts import FINE, Verdict, broken

PAGES_VIEW = "wagtail_serve"
_MEDIA = re.compile(r"^/(?:media|static)/")
_COUNTED = re.compile(r"-\d+$")


def look_inside(address: str) -> Verdict:
    """Tell whether an address of this site leads to something that is published; for whom is no matter here."""
    if address.startswith("page:"):
        pk, _sign, anchor = address.removeprefix("page:").partition("#")
        return _page(Page.objects.filter(pk=int(pk)).first(), anchor)
    if address.startswith("document:"):
        is_there = get_document_model().objects.filter(pk=int(address.removeprefix("document:"))).exists()
        return FINE if is_there else broken("no-file")
    return _path(address)


def _page(page: Page | None, anchor: str) -> Verdict:
    if page is None:
        return broken("no-page")
    if not page.live:
        return broken("draft")
    specific = page.specific
    if anchor and isinstance(specific, HelpPage) and not has_anchor(specific, unquote(anchor)):
        return broken("no-heading")
    return FINE


def _path(address: str) -> Verdict:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if _MEDIA.match(path):
        return FINE  # files of uploads and of the site itself: what serves them is not asked
    with override(_language_of(path)):
        try:
            match = resolve(parts.path)
        except Resolver404:
            match = None
    if match is not None and match.url_name != PAGES_VIEW:
        return FINE
    page = _page_at(path)
    if page is not None:
        return _page(page, parts.fragment)
    old = Redirect.normalise_path(path)
    return FINE if Redirect.objects.filter(old_path=old).exists() else broken("no-address")


def _language_of(path: str) -> str:
    first = path.strip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _page_at(path: str) -> Page | None:
    """Return the page at a path such as /en/returns/, live or not."""
    language, _slash, rest = path.strip("/").partition("/")
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    locale = Locale.objects.filter(language_code=language).first()
    if site is None or locale is None:
        return None
    home = Page.objects.filter(translation_key=site.root_page.translation_key, locale=locale).first()
    if home is None:
        return None
    return Page.objects.filter(url_path=f"{home.url_path}{rest}/" if rest else home.url_path).first()


def has_anchor(page: HelpPage, anchor: str) -> bool:
    """Tell whether a page has a heading, question or step of this id.

    Ids are made of the words of what they stand at, some with a word before ("step …") and a number behind: one is taken to
    be there when it ends with the words of any short text of the page. So a link is called broken only when it surely is.
    """
    wanted = {anchor, _COUNTED.sub("", anchor)}
    streams = [filled(list(getattr(page, name).raw_data)) for name in page.streams_read()]
    slugs = {words_slug(text) for raw in streams for text in _short_texts(raw)} - {""}
    return any(each.endswith(slug) for each in wanted for slug in slugs) or anchor in _given_ids(streams) | {"main"}


_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r"""\bid=["']([^"']+)["']""")
SHORT = 255


def _short_texts(raw: Any) -> list[str]:
    if isinstance(raw, str):
        headings = [_TAG.sub("", each) for each in _HEADING.findall(raw)]
        return [*headings, raw] if len(raw) <= SHORT and "<" not in raw else headings
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return [text for each in inner for text in _short_texts(each)]


def _given_ids(raw: Any) -> set[str]:
    if isinstance(raw, str):
        return set(_ID.findall(raw))
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return {each for value in inner for each in _given_ids(value)}
