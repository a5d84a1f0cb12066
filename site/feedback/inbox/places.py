"""Where in the editor the passage stands that a reader had before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import Page, Revision

from content.anchors import words_slug
from content.models import HelpPage
from content.streams import raw_headings

_NUMBERED = re.compile(r"(.+)-([2-9]|[1-9][0-9]+)")


def editor_url(page: HelpPage, *, section: str = "", revision: int = 0) -> str:
    """Return the address where a page is edited, opened at the block that holds a section.

    `section` is the id of a heading in `revision`, the one that was read; the block is looked for in the newest draft. Where
    it is gone the address is that of the whole page.
    """
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not section:
        return address
    now = _streams(page.get_latest_revision_as_object())
    block = block_of(now, section)
    if not block and revision:
        # The heading has been reworded since: its block may still be the same.
        read = Revision.page_revisions.filter(pk=revision, object_id=str(page.pk)).first()
        block = block_of(_streams(read.as_object()), section) if read else ""
        block = block if block in set(_ids(now)) else ""
    return f"{address}#block-{block}-section" if block else address


def block_of(raw: Any, section: str) -> str:
    """Return the id of the innermost block of raw streams whose heading has this anchor; "" where there is none.

    Anchors are made of the headings' words (content.anchors): the same words again get -2, -3 and so on.
    """
    if found := list(_holding(raw, section)):
        return found[0]
    numbered = _NUMBERED.fullmatch(section)
    found = list(_holding(raw, numbered.group(1))) if numbered else []
    place = int(numbered.group(2)) if numbered else 0
    return found[place - 1] if place and len(found) >= place else ""


def _holding(raw: Any, anchor: str) -> Iterator[str]:
    """Yield the innermost block of each heading with this anchor, in order; a block with two of them twice."""
    for block in _blocks(raw):
        inner = list(_holding(block["value"], anchor))
        yield from inner
        headings = [words_slug(text) for text in raw_headings([block])]
        yield from [block["id"]] * (headings.count(anchor) - len(inner))


def _blocks(raw: Any) -> Iterator[dict[str, Any]]:
    """Yield the outermost blocks with an id in a raw value."""
    for each in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str) and "type" in each and "value" in each:
            yield each
        else:
            yield from _blocks(each)


def _ids(raw: Any) -> Iterator[str]:
    for block in _blocks(raw):
        yield block["id"]
        yield from _ids(block["value"])


def _streams(page: Page) -> list[Any]:
    names = page.stream_names() if isinstance(page, HelpPage) else []
    return [list(getattr(page, name).raw_data) for name in names]
