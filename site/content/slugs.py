"""The last part of a page's address, made of its title as its language reads it."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from wagtail.coreutils import string_to_ascii

from content.anchors import words_slug

LONGEST = 240
"""Letters; an address takes 255, and the rest is room for a number."""

_JOINER = "\N{ZERO WIDTH NON-JOINER}"  # between the parts of a Persian word, where a hyphen keeps them legible
_TATWEEL = "\N{ARABIC TATWEEL}"
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})
_WITH_DOTLESS_I = {"tr", "az", "crh", "tt"}


def slug_of(text: str, language: str) -> str:
    """Return the slug of a title in a language; "" for one without letters and digits.

    Letters of every script are kept, or written with Latin ones where SANAD_UNICODE_SLUGS is off. Digits are 0 to 9.
    """
    text = unicodedata.normalize("NFC", text).replace(_JOINER, "-").replace(_TATWEEL, "")
    if language.partition("-")[0] in _WITH_DOTLESS_I:
        text = text.translate(_DOTLESS)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    slug = words_slug(text)
    if not settings.SANAD_UNICODE_SLUGS:
        slug = words_slug(re.sub(r"[^\w\s-]", "", string_to_ascii(slug), flags=re.ASCII))
    return re.sub("-{2,}", "-", slug)[:LONGEST].strip("-_")
