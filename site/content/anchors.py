"""Ids for headings and questions, unique on a page."""

from __future__ import annotations

import re
import unicodedata

# Marks that are left out: Arabic vowels, which most writers leave out too, and what only chooses the look of a sign.
_LEFT_OUT = {*map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0xFE00, 0xFE10)))}


def unique_anchor(text: str, taken: set[str], *, otherwise: str = "section") -> str:
    """Return an id made of the words of `text`, letters of any script kept, and note it in `taken`.

    Words that were taken before get -2, -3 and so on; text without any letters or digits gives `otherwise`.
    """
    slug = anchor = _slug(text) or otherwise
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{slug}-{number}"
    taken.add(anchor)
    return anchor


def _slug(text: str) -> str:
    """Like Django's slugify, which drops the vowels of Thai and of the scripts of India."""
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if _is_kept(sign))
    return re.sub(r"[-\s]+", "-", kept).strip("-_")


def _is_kept(sign: str) -> bool:
    if sign.isalnum() or sign in "_-" or sign.isspace():
        return True
    return unicodedata.category(sign) in ("Mn", "Mc") and sign not in _LEFT_OUT
