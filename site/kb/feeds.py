"""An Atom feed of each category that everybody may see: its articles and those below, the newest first."""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import datetime
from typing import Any
from xml.etree import ElementTree  # nosec B405 # to write, not to read

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from wagtail.models import Site

from content.audiences import ANONYMOUS
from content.locales import code_of
from content.models import HelpPage
from kb.models import CategoryPage
from theme.chrome import site_name_of, surroundings_of
from theme.serving import page_at

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 30
SECONDS = 300
# What XML 1.0 cannot hold, not even escaped (section 2.2), and halves of surrogate pairs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def category_feed(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the feed of the category at a path below the language's home page; as for the anonymous, whoever asks."""
    try:
        category = page_at(request, path)
    except Site.DoesNotExist as error:
        raise Http404 from error
    if not isinstance(category, CategoryPage) or not HelpPage.objects.listable_to(ANONYMOUS).filter(pk=category.pk).exists():
        raise Http404
    below = HelpPage.objects.listable_to(ANONYMOUS).descendant_of(category).filter(categorypage__isnull=True)
    pages = list(below.exclude(last_published_at=None).order_by("-last_published_at", "path")[:ENTRIES])
    content = _written(request, category, pages)
    changed = max((each.last_published_at for each in [category, *pages] if each.last_published_at), default=None)
    return _answer(request, content, changed)


def _answer(request: HttpRequest, content: bytes, changed: datetime | None) -> HttpResponseBase:
    etag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    response: Any = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag
    # A page that was closed changes the feed and none of its dates: who asks by date alone may get the older one, so the
    # ETag, which readers of feeds send too, decides.
    modified = int(changed.timestamp()) if changed else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response


def _written(request: HttpRequest, category: CategoryPage, pages: list[HelpPage]) -> bytes:
    language = code_of(category.locale_id)
    site_name = site_name_of(surroundings_of(request, language))
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "id", _lasting(category))
    _add(feed, "title", f"{category.title} – {site_name}")
    if category.summary:
        _add(feed, "subtitle", category.summary)
    _add(feed, "updated", _moment(max((each.last_published_at for each in pages), default=category.last_published_at)))
    _add(ElementTree.SubElement(feed, "author"), "name", site_name)
    _link(feed, "self", request.build_absolute_uri(request.path), "application/atom+xml")
    _link(feed, "alternate", request.build_absolute_uri(category.link), "text/html")
    for page in pages:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", _lasting(page))
        _add(entry, "title", page.title)
        _add(entry, "updated", _moment(page.last_published_at))
        if page.first_published_at:
            _add(entry, "published", _moment(page.first_published_at))
        _link(entry, "alternate", request.build_absolute_uri(page.link), "text/html")
        if page.summary:
            _add(entry, "summary", page.summary)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _lasting(page: HelpPage) -> str:
    """An id that stays when the page moves or gets another title, and is another one in each language."""
    return uuid.uuid5(page.translation_key, code_of(page.locale_id)).urn


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else "1970-01-01T00:00:00+00:00"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _UNWRITABLE.sub("", text)


def _link(parent: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})
