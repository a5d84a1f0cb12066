"""Addresses of pages: /<language>/ and the path below the language's home page."""

from __future__ import annotations

from content.locales import code_of


def page_path(*, url_path: str, locale_id: int) -> str:
    """Return the address of a page from its row alone, without a query: `/home-ar/returns/` in Arabic is `/ar/returns/`.

    The first segment of a url_path is the language's home page, which stands at the address `/<language>/`.
    """
    _empty, _home, rest = url_path.split("/", 2)
    return f"/{code_of(locale_id)}/{rest}"
