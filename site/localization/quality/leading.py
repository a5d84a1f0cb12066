"""Links of units that lead to a page in another language although there is one in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Locale, Page

from content.addresses import page_path
from localization.models import Unit

AT_ONCE = 500
"""Addresses that are asked for at a time: databases take only so many values in one question."""


def links_elsewhere(units: Iterable[Unit], locale: Locale) -> dict[int, frozenset[str]]:
    """Return for each unit (by primary key) the ids of such links in its text, in a few queries for each AT_ONCE addresses.

    A link is one to a page of Wagtail's, or an address of our own site that begins with another language.
    """
    pages: dict[tuple[int, str], int] = {}
    paths: dict[tuple[int, str], str] = {}
    units = list(units)
    for unit in units:
        for identity, attributes in _links(unit.attributes):
            if attributes.get("linktype") == "page" and str(attributes.get("id", "")).isdecimal():
                pages[unit.pk, identity] = int(attributes["id"])
            elif path := _own_path(str(attributes.get("href", "")), locale.language_code):
                paths[unit.pk, identity] = path
    at_path = _pages_at(set(paths.values()))
    pages |= {link: at_path[path] for link, path in paths.items() if path in at_path}
    there = _with_translation(set(pages.values()), locale)
    found: dict[int, set[str]] = {unit.pk: set() for unit in units}
    for (pk, identity), page in pages.items():
        if page in there:
            found[pk].add(identity)
    return {pk: frozenset(identities) for pk, identities in found.items()}


def _links(attributes: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(attributes, dict):
        return []
    return [(identity, each) for identity, each in attributes.items() if isinstance(each, dict)]


def _own_path(href: str, code: str) -> str:
    """Return the path of an address of ours in another language than this one, else an empty text."""
    try:
        address, own = urlsplit(href), urlsplit(settings.WAGTAILADMIN_BASE_URL)
    except ValueError:  # half an address
        return ""
    if address.netloc not in ("", own.netloc) or not address.path.startswith("/"):
        return ""
    first = address.path.split("/")[1]
    return address.path if first != code and first in dict(settings.LANGUAGES) else ""


def _pages_at(paths: set[str]) -> dict[str, int]:
    """Return the pages at addresses. They are asked for by their slugs, which the database has an index of."""
    slugs = list({path.rstrip("/").rpartition("/")[2] for path in paths if path.strip("/").count("/")})
    parts = (slugs[start : start + AT_ONCE] for start in range(0, len(slugs), AT_ONCE))
    found = [_rows(Page.objects.filter(slug__in=part)) for part in parts]
    if any(not path.strip("/").count("/") for path in paths):
        found.append(_rows(Page.objects.filter(depth=2)))
    own = {page_path(url_path=at, locale_id=locale): pk for pk, at, locale in chain.from_iterable(found) if at.count("/") > 1}
    return {path: own[f"{path.rstrip('/')}/"] for path in paths if f"{path.rstrip('/')}/" in own}


def _rows(pages: QuerySet[Page]) -> QuerySet[Page, tuple[int, str, int]]:
    return pages.values_list("pk", "url_path", "locale_id")


def _with_translation(ids: set[int], locale: Locale) -> set[int]:
    """Return those of these pages that are in another language and are live in this one."""
    if not ids:
        return set()
    keys = dict(Page.objects.filter(pk__in=ids).exclude(locale=locale).values_list("pk", "translation_key"))
    live = set(
        Page.objects.filter(translation_key__in=keys.values(), locale=locale, live=True).values_list("translation_key", flat=True)
    )
    return {pk for pk, key in keys.items() if key in live}
