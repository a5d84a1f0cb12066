"""What there is to translate in a page or snippet, and how its words come back.

The paths are those of wagtail-localize, and so are the notation of texts, what models and blocks say of themselves
(`translatable_fields`, `get_translatable_segments`) and its cutting of rich text. Reading goes over the raw JSON of streams, in
one walk for reading and writing: its own walk makes values of blocks first, asks the database for every picture in them, loses
lists that lie deeper than two blocks and fails at some pictures.
"""

from localization.segments.page import children_copy, children_load, ids_settle, segments_of, words_into
from localization.segments.reading import Found, found_in
from localization.segments.twins import Twins, twins_of
from localization.segments.walk import Segment

__all__ = [
    "Found",
    "Segment",
    "Twins",
    "children_copy",
    "children_load",
    "found_in",
    "ids_settle",
    "segments_of",
    "twins_of",
    "words_into",
]
