"""What becomes of the words of a translation when its source changes: no database, no page, only rows and segments.

`merge` says which unit belongs to which segment now, `settle` writes that into the units in hand. Neither ever changes a text.
"""

from localization.merging.diff import Piece, word_diff
from localization.merging.leaves import BLOCK_ID, base, leaf
from localization.merging.pairing import has_words, merge, said, translates
from localization.merging.settling import put_away, settle
from localization.merging.types import Fresh, Merged, Pair, SegmentLike
from localization.units import WAS

__all__ = [
    "BLOCK_ID",
    "WAS",
    "Fresh",
    "Merged",
    "Pair",
    "Piece",
    "SegmentLike",
    "base",
    "has_words",
    "leaf",
    "merge",
    "put_away",
    "said",
    "settle",
    "translates",
    "word_diff",
]
