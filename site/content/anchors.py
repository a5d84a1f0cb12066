"""Ids for headings and questions, unique on a page."""

from __future__ import annotations

import re
import unicodedata

# Marks that are left out: Arabic vowels, which most writers leave out too, and what only chooses the look of a sign.
_LEFT_OUT = {*map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0xFE00, 0xFE10)))}
_WORDS = 290
"""Letters; the others are room for a number."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

CHROME_IDS = frozenset(
    ["main", "q", "lookup", "long-list-filter", "nearby-languages"]
    + [f"{name}-title" for name in ("toc", "feedback", "related", "attachments", "rule", "exceptions", "children", "others")]
    + [f"{name}-title" for name in ("hero", "popular", "bases", "topics", "pages", "articles")]
    # The wiki's.
    + ["helper", "helper-language", "helper-outcome", "helper-title", "untranslated-title", "links-here-title", "history-title"]
    + ["palette-q", "confirm-reading", "handbook-contents", "handbook-file"]
    + ["wiki-marks", "wiki-mark-favourite", "wiki-mark-watch"]
)
"""Ids that templates have around the text of a page: words never get them, on whatever page they stand."""


def unique_anchor(text: str, taken: set[str], *, otherwise: str = "section") -> str:
    """Return an id made of the words of `text`, letters of any script kept, and note it in `taken`.

    Words that were taken before, or are an id of the chrome, get -2, -3 and so on; text without any letters or digits gives
    `otherwise`. It has 300 letters at most.
    """
    slug = anchor = words_slug(text)[:_WORDS].rstrip("-_") or otherwise
    number = 1
    while anchor in taken or anchor in CHROME_IDS:
        number += 1
        anchor = f"{slug}-{number}"
    taken.add(anchor)
    return anchor


def words_slug(text: str) -> str:
    """Return the words of a text as an id, before it is made unique; "" for text without letters and digits.

    Like Django's slugify, which drops the vowels of Thai and of the scripts of India.
    """
    if _SLUG.fullmatch(text):  # a page of hundreds of questions has their slugs
        return text
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if _is_kept(sign))
    return re.sub(r"[-\s]+", "-", kept).strip("-_")


def _is_kept(sign: str) -> bool:
    if sign.isalnum() or sign in "_-" or sign.isspace():
        return True
    return unicodedata.category(sign) in ("Mn", "Mc") and sign not in _LEFT_OUT
