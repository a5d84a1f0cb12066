"""Structured data for search engines: JSON-LD in the terms of schema.org."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from theme.links import Link

# Inside of a script element nothing is an entity: these signs could end it, or begin a comment that swallows its end.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def breadcrumb_list(crumbs: Sequence[Link], absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return the way from the home page to this one, which is the last of the crumbs.

    `absolute` makes a whole address of a path.
    """
    places = enumerate(crumbs, start=1)
    items = [
        {"@type": "ListItem", "position": position, "name": each.title, "item": absolute(each.url)} for position, each in places
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def json_ld(things: Sequence[dict[str, Any]]) -> SafeString:
    """Return a script element that holds the things, or nothing when there are none. No text can end it early."""
    if not things:
        return SafeString("")
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=str).translate(_ESCAPES)
    # A surrogate half is no text, and could not be sent.
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(sound))  # noqa: S308  # nosec B308 # escaped above
