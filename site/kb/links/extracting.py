"""Finds the links of a published text, and notes them."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from content.converters import row_id
from content.models import HelpPage
from kb.models.links import CheckedLink, PageLink

LONGEST = 2000
"""Signs of an address; longer ones are no links that somebody typed."""
MOST = 500
"""Links of one page that are looked at."""

_ANCHOR = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ADDRESS_KEYS = {"url", "href", "link", "address"}
_CHOSEN_KEYS = {"page", "document"}


def links_in(raw: Any, page_id: int) -> Iterator[str]:
    """Yield the addresses in a raw stream, at every depth, as CheckedLink names them. Mail and telephone are left out."""
    if isinstance(raw, str):
        for attributes in _ANCHOR.findall(raw):
            yield from _of_anchor(_attributes(attributes), page_id)
    elif isinstance(raw, list):
        for each in raw:
            yield from links_in(each, page_id)
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key in _ADDRESS_KEYS and isinstance(value, str):
                yield from _of_address(value, page_id)
            elif key in _CHOSEN_KEYS and isinstance(value, int) and not isinstance(value, bool):
                yield f"{key}:{value}"
            else:
                yield from links_in(value, page_id)


def links_store(page: HelpPage, streams: list[Any]) -> None:
    """Note where a page links to, and forget where it does no longer. What an editor said of a link stays."""
    found = dict.fromkeys(address for raw in streams for address in links_in(raw, page.pk) if _can_be_stored(address))
    digests = {digest_of(address): address for address in list(found)[:MOST]}
    now = timezone.now()
    rows = [CheckedLink(address=text, digest=key, host=host_of(text), next_check=now) for key, text in digests.items()]
    CheckedLink.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = set(CheckedLink.objects.filter(digest__in=digests).values_list("pk", flat=True))
    known = set(PageLink.objects.filter(page=page).values_list("link_id", flat=True))
    if gone := known - wanted:
        PageLink.objects.filter(page=page, link__in=gone).delete()
    PageLink.objects.bulk_create([PageLink(page=page, link_id=pk) for pk in wanted - known], ignore_conflicts=True)


def digest_of(address: str) -> str:
    """Return what stands for an address where it must be unique: it may be longer than an index takes."""
    return hashlib.sha256(address.encode()).hexdigest()


def host_of(address: str) -> str:
    """Return the host of an address of the web, small and without a port; "" for what is on this site."""
    try:
        return (urlsplit(address).hostname or "")[:255] if address.lower().startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def _can_be_stored(address: str) -> bool:
    """Halves of signs and zeros have no place in a database, and in no address that works."""
    return len(address) <= LONGEST and not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in address)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _of_anchor(attributes: dict[str, str], page_id: int) -> Iterator[str]:
    kind, pk = attributes.get("linktype", ""), attributes.get("id", "")
    if kind in _CHOSEN_KEYS:
        if row_id(pk):
            yield f"{kind}:{pk}"
    else:
        yield from _of_address(attributes.get("href", ""), page_id)


def _of_address(text: str, page_id: int) -> Iterator[str]:
    text = text.strip()
    if text.startswith("//"):
        text = f"https:{text}"
    if text.startswith("#") and len(text) > 1:
        yield f"page:{page_id}{text}"
    elif text.startswith("/"):
        yield text
    elif text.lower().startswith(("http://", "https://")):
        own = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        try:
            parts = urlsplit(text)
        except ValueError:
            yield text
            return
        is_own = parts.netloc.lower() == own.netloc.lower()
        yield (parts._replace(scheme="", netloc="").geturl() or "/") if is_own else text
