"""Headings of any script get an id that stays the same as long as their words do."""

from __future__ import annotations

import html
import re

from django.utils.html import escape
from django.utils.translation import gettext as _

from content.anchors import unique_anchor
from theme.links import Heading

# Not the question of an answer that opens, which is a button, nor one of many questions that say so.
_HEADING = re.compile(r"(?<!<summary>)<h([23])(?![^>]*\bdata-unlisted\b)([^>]*)>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r"""\bid=["']([^"']+)["']""")
_TAG = re.compile(r"<[^>]+>")


def anchor_headings(markup: str, taken: set[str] | None = None) -> tuple[str, list[Heading]]:
    """Give every h2 and h3 an id and a link to itself; return the markup and the headings in order.

    The id is the heading's own words, letters of any script kept; a second heading with the same words gets -2.
    `taken` holds ids that stand on the page already.
    """
    taken = set() if taken is None else taken
    headings: list[Heading] = []
    label = _("Link to this section")  # on a line of its own: what stands in an f-string is not found for translation

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        text = " ".join(html.unescape(_TAG.sub("", inner)).split())
        if not text:
            return match.group(0)
        given = _ID.search(attributes)
        anchor = given.group(1) if given else unique_anchor(text, taken)
        headings.append(Heading(anchor, text, int(level)))
        own = "" if given else f' id="{escape(anchor)}"'
        link = f'<a class="anchor" href="#{escape(anchor)}" aria-label="{escape(label)}">#</a>'
        return f"<h{level}{attributes}{own}>{inner}{link}</h{level}>"

    return _HEADING.sub(anchored, markup), headings
