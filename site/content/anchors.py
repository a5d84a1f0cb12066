"""Ids for headings and questions, unique on a page."""

from __future__ import annotations

from django.utils.text import slugify


def unique_anchor(text: str, taken: set[str], *, otherwise: str = "section") -> str:
    """Return an id made of the words of `text`, letters of any script kept, and note it in `taken`.

    Words that were taken before get -2, -3 and so on; text without any letters or digits gives `otherwise`.
    """
    slug = anchor = slugify(text, allow_unicode=True) or otherwise
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{slug}-{number}"
    taken.add(anchor)
    return anchor
