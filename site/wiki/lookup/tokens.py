"""What was typed, as numbers, words and signs, and numbers as people write them in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from search.analysis.letters import ZWNJ, fold, fold_accents

LONGEST_NAME = 4
"""Words of the longest name that is looked up: "united arab emirates dirham"."""

_PART = re.compile(
    r"(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<word>[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670\u0640\u200c])*)|(?P<sign>[€$£¥₹﷼])"
)
_DECIMAL, _GROUPS = "٫", "٬"
_ARABIC = re.compile("[\u0620-\u06d3]")
_JOINED = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
"""What Arabic writes in one with the word after it: and, in, for, the."""
SHORTEST_LEFT = 3


@dataclass(frozen=True)
class Token:
    """A number, a word or a sign; `folded` is how it is compared, `start` and `end` where it stands."""

    text: str
    folded: str
    start: int
    end: int
    is_number: bool = False
    is_negative: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it is a word in capital letters."""
        return self.text.isascii() and self.text.isalpha() and self.text.isupper()


def tokens_of(text: str) -> list[Token]:
    """Return what a text consists of, in its order. Numbers and letters that touch are apart: "45days"."""
    found = []
    for match in _PART.finditer(text):
        is_number = match["number"] is not None
        before = text[: match.start()].rstrip(" ") if is_number else ""
        negative = is_number and before.endswith(("-", "−")) and (len(before) == 1 or before[-2].isspace())
        folded = match[0] if is_number else folded_name(match[0])
        found.append(Token(match[0], folded, match.start(), match.end(), is_number, negative))
    return found


def folded_name(text: str) -> str:
    """Return a name as it is compared: whatever its case, its accents and its Arabic letter forms, with blanks between words."""
    return " ".join(fold_accents(fold(text)).replace(ZWNJ, "").replace("_", " ").replace("-", " ").split())


def spans(tokens: Sequence[Token], at: int, *, with_numbers: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the names that begin at a place, the longest first: how many tokens, and the name. Codes may have numbers in them."""
    parts: list[str] = []
    for token in tokens[at : at + LONGEST_NAME]:
        if token.is_number and not with_numbers:
            break
        parts.append(token.folded)
    for size in range(len(parts), 0, -1):
        yield size, " ".join(parts[:size])


def forms(name: str) -> Iterator[str]:
    """Yield a folded name and, in Arabic, what is left of it without article and particles before it."""
    yield name
    if _ARABIC.search(name[:1]):
        for start in _JOINED:
            if name.startswith(start) and len(name) >= len(start) + SHORTEST_LEFT:
                yield name[len(start) :]


def number_read(text: str) -> Decimal | None:
    """Return a number in the digits of any script, with the separators of any country; None when they make no sense.

    Three digits after a single separator are a group: "1.500" and "1,500" are both fifteen hundred.
    """
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in text)
    plain = plain.replace(_GROUPS, "")
    if _DECIMAL in plain:
        whole, _sign, part = plain.replace(",", "").replace(".", "").partition(_DECIMAL)
        return _decimal(whole, part)
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        last = max(",.", key=plain.rfind)
        if plain.count(last) > 1:
            return None
        whole, _sign, part = plain.partition(last)
        return _decimal(whole.replace(",", "").replace(".", ""), part)
    sign = "," if commas else "."
    groups = plain.split(sign)
    if len(groups) == 1:
        return _decimal(plain, "")
    if all(len(each) == 3 for each in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0":
        return _decimal("".join(groups), "")
    return _decimal(groups[0], groups[1]) if len(groups) == 2 else None


def _decimal(whole: str, part: str) -> Decimal | None:
    if not whole.isdecimal() or len(whole) > 15 or (part and not part.isdecimal()) or len(part) > 3:
        return None
    return Decimal(f"{whole}.{part}" if part else whole)
