"""Addresses of pages: /<language>/ and the path below the language's home page."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404, resolve

from content.locales import code_of


def page_path(*, url_path: str, locale_id: int) -> str:
    """Return the address of a page from its row alone, without a query: `/home-ar/returns/` in Arabic is `/ar/returns/`.

    The first segment of a url_path is the language's home page, which stands at the address `/<language>/`.
    """
    _empty, _home, rest = url_path.split("/", 2)
    return f"/{code_of(locale_id)}/{rest}"


def is_reserved(parent: Any, slug: str) -> bool:
    """Tell whether the site itself answers at this address below a page, such as /en/search/: a page would never be seen."""
    if parent.depth != 2:
        return False
    try:
        found = resolve(f"/{code_of(parent.locale_id)}/{slug}/")
    except Resolver404:
        return False
    return found.url_name != "wagtail_serve"
