"""Links to pages in answers, between sites: an id means a page on one site only, so its address goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from content.models import HelpPage

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ID = re.compile(r"[0-9]{1,9}")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


def linked_pages(raws: Iterable[Any]) -> dict[int, str]:
    """Return the addresses of all pages that are linked in raw streams, by id. One query, none without links."""
    ids = {int(each["id"]) for raw in raws for text in _texts(raw) for each, _inner in _links(text) if _to_page(each)}
    if not ids:
        return {}
    return {page.pk: page.link for page in HelpPage.objects.filter(pk__in=ids, depth__gt=1)}


def with_addresses(raw: Any, pages: dict[int, str]) -> Any:
    """Return a raw value in which links to pages say their addresses, too."""

    def told(match: re.Match[str]) -> str:
        each = dict(_ATTRIBUTE.findall(match[1]))
        if not _to_page(each) or int(each["id"]) not in pages:
            return match[0]
        return f'<a linktype="page" id="{each["id"]}" href="{escape(pages[int(each["id"])])}">{match[2]}</a>'

    return _replaced(raw, told)


def settled(raw: Any, pages: dict[int, str]) -> Any:
    """Return a raw value whose links lead where the file meant.

    An id counts where the page with this id has the address that stands beside it; otherwise the address counts, and without
    one the words stay alone. The id of a document stays where no address contradicts it.
    """

    def told(match: re.Match[str]) -> str:
        each, inner = dict(_ATTRIBUTE.findall(match[1])), match[2]
        href = unescape(each.get("href", ""))
        if _to_page(each) and pages.get(int(each["id"]), "") in ((href,) if href else pages.values()):
            return f'<a linktype="page" id="{each["id"]}">{inner}</a>'
        if each.get("linktype") == "document" and _ID.fullmatch(each.get("id", "")) and not href:
            return f'<a linktype="document" id="{each["id"]}">{inner}</a>'
        return f'<a href="{escape(href)}">{inner}</a>' if href else inner

    return _replaced(raw, told)


def _replaced(raw: Any, told: Any) -> Any:
    if isinstance(raw, list):
        return [_replaced(each, told) for each in raw]
    if isinstance(raw, dict):
        return {key: value if key == "code" else _replaced(value, told) for key, value in raw.items()}
    return _LINK.sub(told, raw) if isinstance(raw, str) and "<a" in raw else raw


def _texts(raw: Any) -> Iterable[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, (list, dict)):
        for each in raw.values() if isinstance(raw, dict) else raw:
            yield from _texts(each)


def _links(text: str) -> Iterable[tuple[dict[str, str], str]]:
    return ((dict(_ATTRIBUTE.findall(match[1])), match[2]) for match in _LINK.finditer(text)) if "<a" in text else ()


def _to_page(attributes: dict[str, str]) -> bool:
    return attributes.get("linktype") == "page" and bool(_ID.fullmatch(attributes.get("id", "")))
