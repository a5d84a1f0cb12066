"""What makes texts alike: their words, and what stands between numbers and placeholders."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b, sha256

from localization.counting import CJK
from localization.exchange.inline import Tag, html_of, pieces_of, plain

LEAST = 55
"""Percent from which a text is offered. Lower, suggestions cost more time to read than they save."""
OVERLAP = 0.4
"""The share of their words that texts must have in common to be compared at all."""
STEM = 5
"""Letters that count of a word, so that "setting" and "settings" are one."""

PLACEHOLDER = re.compile(r"\{\{[^{}]{1,80}\}\}|\$?\{[^{}\s]{0,80}\}|%\([^()\s]{1,80}\)[sdifr]|%[sd]")
_NUMBER = re.compile(r"\d+(?:[.,٫٬:/-]\d+)*")
_POINTS = {".": "٫", ",": "٬"}
_SLOT = re.compile(f"{PLACEHOLDER.pattern}|{_NUMBER.pattern}")
_WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])\w)+")
_ARTICLE = re.compile(r"\A(?:وال|بال|لل|ال)(?=\w{3})")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200c\u200d\u200e\u200f]")


def folded(text: str) -> str:
    """Return a text as it is compared: without case, Arabic vowel signs and the like, and blanks as one."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text).casefold()).split())


def words_of(html: str) -> set[str]:
    """Return the different words of inline HTML by which it is found; any number is the same word, so is any placeholder."""
    text = folded(PLACEHOLDER.sub(" \ufffd ", plain(html)))
    found = {("0" if word[0].isdigit() else _ARTICLE.sub("", word)[:STEM]) for word in _WORD.findall(text)}
    return found | ({"\ufffd"} if "\ufffd" in text else set())


def signature(html: str, pair: tuple[int, int]) -> tuple[list[int], int]:
    """Return the keys by which a text is found in the memory of a pair of languages (ids), and the number of its words.

    Two texts that share at least OVERLAP of all their words share one of these keys: words are put in one order, longest
    first since they are rarest, and the first so many of each text must meet (prefix filtering).
    """
    words = sorted(words_of(html), key=lambda word: (-len(word), _digest(word)))
    size = len(words)
    kept = words[: size - math.ceil(OVERLAP * size) + 1]
    return [_key(word, pair) for word in kept], size


def sizes_like(size: int) -> tuple[int, int]:
    """Return the least and largest number of words of texts that can be alike enough."""
    return math.ceil(size * OVERLAP), math.floor(size / OVERLAP)


def _digest(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _key(word: str, pair: tuple[int, int]) -> int:
    return int.from_bytes(_digest(f"{pair[0]}>{pair[1]}>{word}"), "big", signed=True)


def shape(html: str) -> str:
    """Return the name of what a text is without its numbers and placeholders: equal where texts differ in these only."""
    marked = "".join(_SLOT.sub("\0", piece) if isinstance(piece, str) else f"\1{piece}" for piece in pieces_of(html))
    return sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()


def place_of(path: str) -> str:
    """Return which field or block a path names, without the ids of blocks: titles are compared with titles."""
    return ".".join(part for part in path.split(".'")[0].split(".") if not re.fullmatch(r"[0-9a-f-]{32,36}", part))[:255]


@dataclass(frozen=True)
class Substituted:
    """A text with other numbers put in, and which: pairs of old and new."""

    text: str
    changes: tuple[tuple[str, str], ...]


def substitute(*, old: str, text: str, new: str) -> Substituted | None:
    """Put the numbers and placeholders of source `new` into `text`, which translates `old`, a source of the same shape.

    None where that is not sure: the translation says a number another number of times than its source, or one of them
    would become two different ones. Digits keep the script that the translation writes them in.
    """
    before, after = _slots(old), _slots(new)
    changes: dict[str, str] = {}
    for was, is_now in zip(before, after, strict=True):
        if changes.setdefault(was, is_now) != is_now:
            return None
    values = [_value(slot) for slot in _slots(text)]
    if any(was != is_now and values.count(was) != before.count(was) for was, is_now in changes.items()):
        return None
    parts = [_replaced(piece, changes) if isinstance(piece, str) else piece for piece in pieces_of(text)]
    return Substituted(html_of(parts), tuple((was, is_now) for was, is_now in changes.items() if was != is_now))


def _slots(html: str) -> list[str]:
    return [_value(found) for piece in pieces_of(html) if not isinstance(piece, Tag) for found in _SLOT.findall(piece)]


def _value(slot: str) -> str:
    """A number in plain digits; a placeholder as it is."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in slot).replace("٫", ".").replace("٬", ",")


def _replaced(text: str, changes: dict[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        new = changes.get(_value(found[0]))
        if new is None or new == _value(found[0]):
            return found[0]
        zero = next((ord(sign) - unicodedata.digit(sign) for sign in found[0] if sign.isdigit()), ord("0"))
        if zero == ord("0"):
            return new
        return "".join(_POINTS.get(sign, sign) if sign not in "0123456789" else chr(zero + int(sign)) for sign in new)

    return _SLOT.sub(put, text)
