"""Links within texts: which of a source's a link of the target is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

_ANCHOR = re.compile(r'<a\b[^>]*?\bid="(?P<id>[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)


def link_of(tag: Mapping[str, Any]) -> Any:
    """Return where a tag's attributes lead: an address, the primary key of a page or document, None for no link."""
    if tag.get("linktype") in ("page", "document"):
        return int(tag["id"]) if str(tag.get("id", "")).isdecimal() else None
    return tag.get("href") or None


def links_named(text: str, found: Mapping[str, Any], wanted: Mapping[str, Any], own: Mapping[Any, Any]) -> tuple[str, bool]:
    """Return a text of the target with its links named by the ids of the source, and whether each of them has such a name.

    `found` and `wanted` are the attributes of the target's tags and of the source's, `own` where a link of the source leads in
    this language instead. A link that is none of the source's loses its tag here, and keeps its words.
    """
    names: dict[str, str] = {}
    free = dict(wanted)
    for name, tag in found.items():
        link = link_of(tag)
        same = next((each for each, its in free.items() if link in (link_of(its), own.get(link_of(its)))), None)
        if link is not None and same is not None:
            names[name] = same
            del free[same]
    for name in found:
        if name not in names and name in free:
            names[name] = name
            del free[name]
    is_whole = True

    def renamed(match: re.Match[str]) -> str:
        nonlocal is_whole
        if match["id"] in names:
            return f'<a id="{names[match["id"]]}">{match["text"]}</a>'
        is_whole = is_whole and match["id"] not in found
        return match["text"]

    return _ANCHOR.sub(renamed, text), is_whole


def links_written_out(text: str, found: Mapping[str, Any]) -> str:
    """Return a text whose links say where they lead, for whoever looks it up in the bin."""
    return _ANCHOR.sub(lambda m: f'<a href="{escape(str(link_of(found.get(m["id"], {})) or ""))}">{m["text"]}</a>', text)
