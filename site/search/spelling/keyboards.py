"""Where letters lie and which are confused: what makes one slip more likely than another."""

from __future__ import annotations

from functools import cache

# Rows from the top, each key with the one below it to its right, as on the usual keyboards.
_LATIN = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ARABIC_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ")
PERSIAN_ROWS = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")

# Letters that sound or look alike, each group by itself. Folded already: one yeh, one kaf, one heh.
_ALIKE_ARABIC = ("ضظذزد", "سصثش", "تطد", "قغك", "حهخ", "عا", "وؤ", "اي")
_ALIKE_PERSIAN = ("ضظذزژ", "سصث", "تط", "قغ", "حه", "عا", "كگق", "بپ", "جچ", "يا")
_ALIKE_LATIN = ("ae", "ei", "iy", "ou", "ao", "ckq", "sz", "sc", "vf", "pb", "dt", "gj", "mn", "vw", "ks")
VOWELS = frozenset("aeiouyاويه")
"""Letters that are left out, doubled and swapped more than others; in Arabic script those that carry a long vowel."""


def _neighbours(rows: tuple[str, ...]) -> set[frozenset[str]]:
    """Return the pairs of letters whose keys touch."""
    at = {letter: (row, place) for row, letters in enumerate(rows) for place, letter in enumerate(letters)}
    return {
        frozenset((one, other))
        for one, (row, place) in at.items()
        for other, (row_2, place_2) in at.items()
        if one != other and ((row == row_2 and abs(place - place_2) == 1) or (row_2 - row == 1 and place - place_2 in (0, 1)))
    }


def _pairs(groups: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset((one, other)) for group in groups for one in group for other in group if one != other}


@cache
def _tables(language: str) -> tuple[frozenset[frozenset[str]], frozenset[frozenset[str]]]:
    rows: list[tuple[str, ...]] = [_LATIN]
    alike: list[tuple[str, ...]] = [_ALIKE_LATIN]
    # Persian and Arabic keyboards differ in a few keys; folding has made their yeh and kaf one letter.
    if language.partition("-")[0] == "fa":
        rows.append(tuple(row.replace("ی", "ي").replace("ک", "ك") for row in PERSIAN_ROWS))
        alike.append(_ALIKE_PERSIAN)
    else:
        rows.append(tuple(row.replace("ى", "ي").replace("ة", "ه") for row in ARABIC_ROWS))
        alike.append(_ALIKE_ARABIC)
    near = frozenset(pair for each in rows for pair in _neighbours(each))
    return near, frozenset(pair for each in alike for pair in _pairs(each))


def are_near(one: str, other: str, language: str) -> bool:
    """Tell whether two letters lie side by side."""
    return frozenset((one, other)) in _tables(language)[0]


def are_alike(one: str, other: str, language: str) -> bool:
    """Tell whether two letters sound or look alike to those who write the language."""
    return frozenset((one, other)) in _tables(language)[1]
