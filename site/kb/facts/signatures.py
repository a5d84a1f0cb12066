"""Comparing texts by small signatures: how much two texts have in common, without holding both."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence

SHINGLE = 3
"""Words in a row that are compared as one: two texts of the same words in another order are not alike."""
PLACES = 64
"""Numbers in a signature. The estimate of a likeness is off by about 1 / sqrt(PLACES) at worst, one eighth."""
EMPTY = 0xFFFFFFFF
ROWS = 4
"""Numbers that two signatures must share in one of the bands to be compared at all: with sixteen bands of four, two texts
that are alike by four fifths miss each other once in five thousand times."""
FEWEST = 20
"""Words below which texts are too short to be compared: a sentence of greeting is in many pages."""


def signature_of(words: Sequence[str]) -> bytes:
    """Return the signature of a text, empty for one that is too short.

    One permutation hashing: every run of words is hashed once, the hash chooses a place, and each place keeps its smallest.
    P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing", Advances in Neural Information Processing Systems 25 (2012).
    """
    if len(words) < FEWEST:
        return b""
    places = array("I", [EMPTY]) * PLACES
    for start in range(len(words) - SHINGLE + 1):
        number = zlib.crc32("\0".join(words[start : start + SHINGLE]).encode())
        place, rest = number % PLACES, number // PLACES
        places[place] = min(places[place], rest)
    return places.tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Return the estimated share of common runs among all runs of two texts, from 0 to 1 (Jaccard's index)."""
    pairs = [pair for pair in zip(_numbers(one), _numbers(other), strict=True) if pair != (EMPTY, EMPTY)]
    return sum(left == right for left, right in pairs) / len(pairs) if pairs else 0.0


def bands_of(signature: bytes) -> list[tuple[int, bytes]]:
    """Return the parts of a signature of which alike texts share at least one; parts that hold nothing are left out."""
    width = ROWS * array("I").itemsize
    parts = [(start, signature[start : start + width]) for start in range(0, len(signature), width)]
    return [part for part in parts if part[1] != b"\xff" * width]


def _numbers(signature: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(signature)
    return numbers
