"""Links of units that lead to a page in another language although there is one in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from wagtail.models import Locale, Page

from content.addresses import page_path
from localization.models import Unit


def links_elsewhere(units: Iterable[Unit], locale: Locale) -> dict[int, frozenset[str]]:
    """Return for each unit (by primary key) the ids of such links in its text, in three queries at most.

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
    return {
        unit.pk: frozenset(identity for (pk, identity), page in pages.items() if pk == unit.pk and page in there)
        if pages
        else frozenset()
        for unit in units
    }


def _links(attributes: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(attributes, dict):
        return []
    return [(identity, each) for identity, each in attributes.items() if isinstance(each, dict)]


def _own_path(href: str, code: str) -> str:
    """Return the path of an address of ours in another language than this one, else an empty text."""
    address, own = urlsplit(href), urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if address.netloc not in ("", own.netloc) or not address.path.startswith("/"):
        return ""
    first = address.path.split("/")[1]
    return address.path if first != code and first in dict(settings.LANGUAGES) else ""


def _pages_at(paths: set[str]) -> dict[str, int]:
    if not paths:
        return {}
    wanted = Q()
    for path in paths:
        _empty, code, rest = path.split("/", 2)
        wanted |= Q(locale__language_code=code, url_path__endswith=f"/{rest.rstrip('/')}/" if rest else "/")
    found = Page.objects.filter(wanted).values_list("pk", "url_path", "locale_id")
    own = {page_path(url_path=url_path, locale_id=locale): pk for pk, url_path, locale in found if url_path.count("/") > 1}
    return {path: own[f"{path.rstrip('/')}/"] for path in paths if f"{path.rstrip('/')}/" in own}


def _with_translation(ids: set[int], locale: Locale) -> set[int]:
    """Return those of these pages that are in another language and are live in this one."""
    if not ids:
        return set()
    keys = dict(Page.objects.filter(pk__in=ids).exclude(locale=locale).values_list("pk", "translation_key"))
    live = set(
        Page.objects.filter(translation_key__in=keys.values(), locale=locale, live=True).values_list("translation_key", flat=True)
    )
    return {pk for pk, key in keys.items() if key in live}
