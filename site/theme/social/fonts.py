"""A font for the picture of a title: the one of the settings, or one that the server has. None is shipped.

Which signs a font has is asked of the font itself: what it lacks it draws as the same box or as nothing.
"""

from __future__ import annotations

import logging
import os
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont, features

logger = logging.getLogger(__name__)

# Where Linux, macOS and Windows keep fonts for everybody.
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")
# Names without their endings, in small letters, the best first; the first one with all signs of a text is taken.
PREFERRED = (
    "notosans-bold",
    "vazirmatn-bold",
    "notosansarabic-bold",
    "notosansarabicui-bold",
    "notosanshebrew-bold",
    "notosansthai-bold",
    "notosansdevanagari-bold",
    "notosanscjk-bold",
    "dejavusans-bold",
    "liberationsans-bold",
    "segoeuib",
    "arialbd",
    "arial bold",
    "tahomabd",
    "sfarabic",
    "geezapro",
    "roboto-bold",
    "ubuntu-b",
    "helveticaneue",
)
ENDINGS = (".ttf", ".otf", ".ttc")
SIZE = 40  # for asking only
_NOWHERE = "\U0010ffff"  # no font has it


def font_for(text: str) -> str:
    """Return the path of a font with every sign of the text, or "" when there is none.

    Without raqm, which joins letters and orders them, only texts of Latin, Greek and Cyrillic letters get one.
    """
    signs = frozenset(sign for sign in text if not _is_unseen(sign))
    if not signs or (not _shapes() and not all(_is_simple(sign) for sign in signs)):
        return ""
    return _with_all(signs, str(getattr(settings, "SANAD_SOCIAL_FONT", "")))


@lru_cache(maxsize=4096)
def _with_all(signs: frozenset[str], chosen: str) -> str:
    fonts = ([chosen] if chosen else []) + list(_installed())
    return next((path for path in fonts if signs <= _has(path, signs)), "")


def _has(path: str, signs: Collection[str]) -> set[str]:
    return {sign for sign in signs if _has_sign(path, sign)}


@lru_cache(maxsize=65536)
def _has_sign(path: str, sign: str) -> bool:
    try:
        font = _asked(path)
        return _drawn(font, sign) not in (_drawn(font, _NOWHERE), b"")
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=16)
def _asked(path: str) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, SIZE, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        logger.warning("The font %s cannot be read.", path)
        raise


def _drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    mask = font.getmask(sign)
    return bytes(mask) if mask.size[0] and mask.size[1] else b""


@cache
def _installed() -> tuple[str, ...]:
    """The preferred fonts of this machine, looked for once."""
    found: dict[str, str] = {}
    for path in _files():
        if path.suffix.lower() in ENDINGS and (name := path.stem.lower()) in PREFERRED:
            found.setdefault(name, str(path))
    return tuple(found[name] for name in PREFERRED if name in found)


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for place, _folders, names in os.walk(folder):
            yield from (Path(place, name) for name in names)


@cache
def _shapes() -> bool:
    return bool(features.check("raqm"))


def _is_simple(sign: str) -> bool:
    name = unicodedata.name(sign, "")
    return not sign.isalpha() or name.startswith(("LATIN ", "GREEK ", "CYRILLIC "))


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")
