"""What strangers type, before it is stored. Letters and signs of every script stay; what shows nothing and breaks things goes."""

from __future__ import annotations

import re

from feedback.models.comment import Comment

# Control characters but for tab and line feed, and halves of surrogate pairs, which no database takes.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SECTION = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff\"'<>&#?/\\%]+")
LONGEST_SECTION = Comment._meta.get_field("section").max_length or 0


def clean_words(text: str) -> str:
    """Return a text with one kind of line ends and without control characters; joiners and marks of direction stay."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_section(text: str) -> str:
    """Return the id of a heading as it stands in our pages, "" for what can be none."""
    return text if len(text) <= LONGEST_SECTION and _SECTION.fullmatch(text) else ""
