"""Plain text, and rich text cut into pieces: wagtail-localize's notation, with gentler hands."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail_localize.strings import INLINE_TAGS, StringValue, extract_strings

# What of raw HTML is no text, whatever stands in it.
_UNREAD = ("script", "style", "template", "textarea", "svg", "noscript", "iframe")
_TAG = re.compile(r"<[^>]*>")
_ACTING = re.compile(r"^[\s\x00-\x20]*(?:javascript|data|vbscript):", re.IGNORECASE)


def html_of(text: str) -> str:
    """Return plain text as the inline HTML of a segment, as `StringValue.from_plaintext` does, whatever ends its lines.

    Browsers send forms with CRLF: a field that nobody touched says what it said.
    """
    lines = _one_end(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n")
    return "<br/>".join(lines)


def _one_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(html: str) -> str:
    """Return the plain text of a segment, as `StringValue.render_text` does: tags go, breaks become lines."""
    return str(StringValue(html).render_text()) if "<" in html else unescape(html)


def is_blank(html: str) -> bool:
    """Tell whether there is nothing to read in inline HTML."""
    return not unescape(_TAG.sub("", html)).replace("\u200c", "").replace("\u200b", "").replace("\ufeff", "").strip()


def is_acting(address: str) -> bool:
    """Tell whether an address runs code instead of leading somewhere."""
    return bool(_ACTING.match(address))


def cut(html: str) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    """Return the template of rich text, and its pieces: inline HTML and the attributes of its tags by their ids."""
    template, strings = extract_strings(_one_end(html))
    return template, [(string.data, attributes) for string, attributes in strings]


def joined(template: str, pieces: list[tuple[str, dict[str, Any]]]) -> str:
    """Return the rich text of a template and its pieces. Tags that no piece of the source had become their text."""
    soup = BeautifulSoup(template, "html.parser")
    for place in soup.find_all("text"):
        html, attributes = pieces[int(str(place["position"]))]
        place.replace_with(_piece(html, attributes))
    return str(soup)


def _piece(html: str, attributes: dict[str, Any]) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        own = tag.attrs.get("id")
        if tag.name in ("script", "style"):
            tag.decompose()
        elif tag.name not in INLINE_TAGS or (tag.name == "a" and own not in attributes):
            tag.unwrap()
        else:
            tag.attrs = dict(attributes.get(own, {})) if isinstance(own, str) else {}
    return soup


def raw_html_pass(html: str, pass_: Callable[[str], str]) -> str:
    """Take raw HTML through `pass_` without what is no text in it: scripts, sheets, drawings, frames."""
    soup = BeautifulSoup(html, "html.parser")
    aside: list[Tag] = []
    for tag in soup.find_all(_UNREAD):
        if tag.decomposed or tag.find_parent(_UNREAD):
            continue
        mark = soup.new_tag("hr", attrs={"data-kept": str(len(aside))})
        aside.append(tag.replace_with(mark))
    inner = str(soup)
    changed = pass_(inner)
    if changed == inner:
        return html
    soup = BeautifulSoup(changed, "html.parser")
    for mark in soup.find_all("hr", attrs={"data-kept": True}):
        mark.replace_with(aside[int(str(mark["data-kept"]))])
    return str(soup)
