"""What stands in the picture of a page, and where the picture is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import astuple, dataclass

from django.urls import reverse

from localization.languages import direction_of
from theme.social.fonts import font_for

DESIGN = 1
"""Counted up when pictures are drawn in another way: their addresses change, and they are made anew."""
LONGEST_TITLE = 200
_NOT_DRAWN = {"So", "Sk", "Cc", "Cn", "Co", "Cs"}
# Letters that are read from right to left; the first letter decides where a title begins, as dir="auto" does.
_RTL = {"R", "AL"}


@dataclass(frozen=True)
class Card:
    """The picture of one title. Fonts are paths; the accent is six hexadecimal digits."""

    title: str
    site_name: str
    direction: str
    title_direction: str
    accent: str
    title_font: str
    name_font: str

    @property
    def digest(self) -> str:
        """The same for pictures that look the same."""
        return hashlib.blake2b(repr((DESIGN, astuple(self))).encode("utf-8", "replace"), digest_size=12).hexdigest()


def card_of(*, title: str, site_name: str, language: str, accent: str) -> Card | None:
    """Return the card of a title; None where no font has all of its letters. No query."""
    drawn = _drawable(title)
    font = font_for(drawn)
    if not font:
        return None
    direction = direction_of(language)
    name = _drawable(site_name)
    name_font = font_for(name)
    return Card(
        title=drawn,
        site_name=name if name_font else "",
        direction=direction,
        title_direction=_direction(drawn) or direction,
        accent=accent.lstrip("#").lower(),
        title_font=font,
        name_font=name_font,
    )


def picture_address(pk: int, card: Card) -> str:
    """Return the path of a page's picture. It changes with what is in it."""
    return reverse("theme:social_picture", args=[pk, card.digest])


def _drawable(text: str) -> str:
    """The text without what text fonts do not draw, such as emoji."""
    kept = "".join(sign if unicodedata.category(sign) not in _NOT_DRAWN else " " for sign in text)
    kept = re.sub("[\ufe00-\ufe0f\U000e0000-\U000e01ff\u20e3]", "", kept)
    return " ".join(kept.split())[:LONGEST_TITLE]


def _direction(text: str) -> str:
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L" or kind in _RTL:
            return "rtl" if kind in _RTL else "ltr"
    return ""
