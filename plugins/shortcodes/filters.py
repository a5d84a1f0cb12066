"""The text of a page on its way to a reader."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from sanad import Link, Reader, ReaderPage, links_to

from .registry import shortcodes
from .rendering import Renderer

_NAME = re.compile(r"\[/?([a-zA-Z][\w-]*)")
_ID = re.compile(r"\[(?:page|faq)\s[^\[\]<>]*?(\d+)")


class Pages:
    """Links to the pages that a text names, found in one query when the first of them is wanted."""

    def __init__(self, markup: str, reader: Reader, language: str) -> None:
        self.markup, self.reader, self.language = markup, reader, language
        self.known: dict[int, Link | None] = {}

    def link_to(self, pk: int) -> Link | None:
        """Return the link, or None for a page that is not there or not for this reader."""
        if pk not in self.known:
            wanted = {pk, *(int(each) for each in _ID.findall(self.markup) if len(each) < 10)} - self.known.keys()
            self.known |= dict.fromkeys(wanted) | links_to(wanted, reader=self.reader, language=self.language)
        return self.known[pk]


def shortcodes_shown(html: SafeString, page: ReaderPage, reader: Reader) -> SafeString:
    """Show the shortcodes in the text of a page. A text without any costs a look for brackets."""
    entries = shortcodes.entries()
    if {each.name for each in entries}.isdisjoint(name.lower() for name in _NAME.findall(html)):
        return html
    renderer = Renderer(
        markup=str(html),
        shortcodes={each.name: each.entry for each in entries},
        owners={each.name: each.owner for each in entries},
        page=page,
        reader=reader,
        link_to=Pages(html, reader, page.language).link_to,
    )
    return SafeString(renderer.render())  # what was safe, and what shortcodes show, escaped unless marked as safe
