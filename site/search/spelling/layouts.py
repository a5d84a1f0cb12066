"""Text typed on the wrong keyboard: "hgsghl" is السلام with the Latin layout left on."""

from __future__ import annotations

from collections.abc import Iterator

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
# What the same keys give, one string for a key; capitals where they matter. After the layout charts of Arabic (101) and of
# the Persian standard ISIRI 9147.
_ARABIC = [*"ضصثقفغعهخحجد", *"شسيبلاتنمكط", *"ئءؤر", "لا", *"ىةوزظ", "ذ"]
_ARABIC_CAPITALS = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ"}
_PERSIAN = [*"ضصثقفغعهخحجچ", *"شسیبلاتنمکگ", *"ظطزرذدپو", ".", "/", "\u200d"]
_PERSIAN_CAPITALS = {"H": "آ", "C": "ژ", "M": "ء", "N": "أ", "B": "إ", "V": "ؤ", "Z": "ك", "X": "ي"}
_RUSSIAN = [*"йцукенгшщзхъ", *"фывапролджэ", *"ячсмитьбю", ".", "ё"]

_layouts: dict[str, dict[str, str]] = {}


def register_layout(language: str, keys: dict[str, str]) -> None:
    """Make known what the keys of a Latin keyboard give on the one of `language`."""
    _layouts[language] = keys


register_layout("ar", dict(zip(_LATIN, _ARABIC, strict=True)) | _ARABIC_CAPITALS)
register_layout("fa", dict(zip(_LATIN, _PERSIAN, strict=True)) | _PERSIAN_CAPITALS | {"\\": "ژ"})
register_layout("ru", dict(zip(_LATIN, _RUSSIAN, strict=True)))


def retyped(chunk: str, language: str) -> Iterator[str]:
    """Yield what the same keys would have given: on the keyboard of `language`, and from any other on the Latin one.

    `chunk` is a stretch without spaces. Nothing for one that the layout cannot have typed.
    """
    keys = _layouts.get(language.partition("-")[0])
    if keys and any(sign.isascii() and sign.isalpha() for sign in chunk):
        meant = [keys.get(sign) or keys.get(sign.lower()) for sign in chunk]
        if all(meant):
            yield "".join(filter(None, meant))
    for other in _layouts.values():
        meant_latin = _latin(chunk, other)
        if meant_latin and meant_latin.isascii() and any(map(str.isalpha, meant_latin)):
            yield meant_latin.lower()


def _latin(chunk: str, keys: dict[str, str]) -> str:
    """Return the Latin keys that gave `chunk`; "" when some sign is on none of them."""
    back = {signs: key for key, signs in reversed(keys.items())}
    typed, at = "", 0
    while at < len(chunk):
        for length in (2, 1):  # one key gives lam and alef at once
            if (key := back.get(chunk[at : at + length])) and len(chunk[at : at + length]) == length:
                typed += key
                at += length
                break
        else:
            return ""
    return typed if not chunk.isascii() else ""
