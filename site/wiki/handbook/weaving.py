"""Makes the HTML of a page fit to stand in a document with others: ids, headings and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from wiki.handbook.chapters import Chapter

# What works by scripts or leads away, and says nothing on paper.
_DROPPED = ["script", "style", "form", "button", "template", "dialog", "iframe", "a.anchor", "[data-activity]", "[hidden]"]
_POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list")
_LANDMARKS = {"section", "aside", "nav"}
_HEADING = re.compile(r"^h([1-6])$")


class Weaver:
    """Knows where the pages of a handbook stand in it: `anchors` by their addresses."""

    def __init__(self, anchors: Mapping[str, str]) -> None:
        self.anchors = anchors

    def woven(self, html: str, chapter: Chapter) -> str:
        """Return the HTML of a chapter: its ids begin with that of the chapter, its headings stand below that of the chapter,
        links to pages of the handbook lead to their chapters, and what is folded is open.
        """
        if not html.strip():
            return ""
        soup = BeautifulSoup(html, "html.parser")
        for each in soup.select(", ".join(_DROPPED)):
            each.decompose()
        for each in soup.find_all(True):
            self._ids(each, chapter)
            if level := _HEADING.match(each.name):
                each.name = f"h{min(6, max(2, int(level[1])) + chapter.heading - 1)}"
            elif each.name == "details":
                each["open"] = ""
                each.attrs.pop("name", None)  # of those that share a name only one may be open
            elif each.name in _LANDMARKS:
                # A landmark of one page would be one of dozens with the same name.
                each.name = "div"
                for name in ("aria-label", "aria-labelledby"):
                    each.attrs.pop(name, None)
        own = {str(each["id"]) for each in soup.find_all(id=True)}
        for link in soup.find_all("a", href=True):
            link["href"] = self._address(str(link["href"]), chapter, own)
        return str(soup)

    def _ids(self, each: Any, chapter: Chapter) -> None:
        for name in [name for name in each.attrs if name.startswith(("hx-", "data-"))]:
            del each.attrs[name]
        if each.get("id"):
            each["id"] = f"{chapter.anchor}-{each['id']}"
        for name in _POINTING:
            if each.get(name):
                value = each[name] if isinstance(each[name], str) else " ".join(each[name])
                each[name] = " ".join(f"{chapter.anchor}-{one}" for one in value.split())

    def _address(self, href: str, chapter: Chapter, own: set[str]) -> str:
        if href.startswith("#"):
            inner = f"{chapter.anchor}-{unquote(href[1:])}"
            return f"#{inner}" if inner in own else f"#{chapter.anchor}"
        try:
            parts = urlsplit(href)
        except ValueError:
            return href
        if parts.scheme or parts.netloc or parts.query:
            return href
        anchor = self.anchors.get(parts.path)
        if anchor is None:
            return href
        # The section of another chapter may not have been written yet: its ids are made by the same rule.
        return f"#{anchor}-{unquote(parts.fragment)}" if parts.fragment else f"#{anchor}"
