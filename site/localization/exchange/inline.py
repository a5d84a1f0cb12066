"""Inline HTML of units, taken apart into text and tags and put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape
from html.parser import HTMLParser
from typing import Any

from bs4 import BeautifulSoup
from bs4 import Tag as SoupTag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS

_EMPTY = {"br"}
_KEYED = re.compile(r"([a-z]+)\d+\Z")
_COUNTED = re.compile(r"([a-z]+)_\d+\Z")


class Side(Enum):
    """Which tag of an element: the first, the last, or the only one."""

    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"


@dataclass(frozen=True)
class Tag:
    """A tag. `key` is the `id` that names what the source's tag had (its address), "" where it had nothing."""

    side: Side
    name: str
    key: str = ""


Piece = str | Tag


class UnusableText(ValueError):
    """Words that cannot stand in a page; the message says what is wrong with them."""


class _Reader(HTMLParser):
    """Yields balanced pieces of whatever it is given."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        side = Side.EMPTY if tag in _EMPTY else Side.OPEN
        found = Tag(side, tag, dict(attrs).get("id") or "")
        self.pieces.append(found)
        if side is Side.OPEN:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(each.name == tag for each in self.open):
            while self.open:
                last = self.open.pop()
                self.pieces.append(Tag(Side.CLOSE, last.name, last.key))
                if last.name == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += data
        else:
            self.pieces.append(data)


def pieces_of(html: str) -> list[Piece]:
    """Take inline HTML apart: texts as people read them, and tags, each opened one closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for last in reversed(reader.open):
        reader.pieces.append(Tag(Side.CLOSE, last.name, last.key))
    return reader.pieces


def html_of(pieces: Iterable[Piece]) -> str:
    """Put pieces together as units hold them."""
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(escape(piece, quote=False))
        elif piece.side is Side.CLOSE:
            out.append(f"</{piece.name}>")
        else:
            key = f' id="{escape(piece.key)}"' if piece.key else ""
            out.append(f"<{piece.name}{key}{'/' if piece.side is Side.EMPTY else ''}>")
    return "".join(out)


def normal(html: str) -> str:
    """Return the one notation of inline HTML: equal for texts that differ in how they are written only."""
    return html_of(pieces_of(html))


def plain(html: str) -> str:
    """Return the words of inline HTML; a line break becomes one."""
    found = (piece if isinstance(piece, str) else "\n" if piece.name == "br" else "" for piece in pieces_of(html))
    return "".join(found)


def tags_of(html: str) -> Counter[tuple[str, str]]:
    """Count the elements of inline HTML by name and key."""
    return Counter(
        (piece.name, piece.key) for piece in pieces_of(html) if isinstance(piece, Tag) and piece.side is not Side.CLOSE
    )


def names_of(pieces: Iterable[Piece]) -> list[tuple[Piece, str]]:
    """Give each tag the name by which files call its element: its key, or name and number; "" for texts.

    An element's tags have the same name; the first `<b>` of a source and of its translation too.
    """
    counted: Counter[str] = Counter()
    open_names: list[str] = []
    found: list[tuple[Piece, str]] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append((piece, ""))
        elif piece.side is Side.CLOSE:
            found.append((piece, open_names.pop()))
        else:
            counted[piece.name] += 1
            name = piece.key or f"{piece.name}_{counted[piece.name]}"
            found.append((piece, name))
            if piece.side is Side.OPEN:
                open_names.append(name)
    return found


def tag_named(name: str, side: Side) -> Tag:
    """Return the tag that files call by this name. Raises UnusableText where there is no such tag."""
    if (found := _COUNTED.match(name)) and found[1] in INLINE_TAGS:
        return Tag(side, found[1])
    if (found := _KEYED.match(name)) and found[1] in INLINE_TAGS:
        return Tag(side, found[1], name)
    raise UnusableText(_("The tag “%(name)s” is none of this text.") % {"name": name[:40]})


def checked(html: str, attributes: Mapping[str, Any], *, is_plain: bool = False) -> str:
    """Return inline HTML as a unit may hold it. `attributes` are the unit's: links that the source has, by their keys.

    Raises UnusableText for tags that no text may have, attributes, comments, and links that the source has not; where the
    text is plain, such as a title, for every tag but a line break.
    """
    try:
        soup = BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, AssertionError) as error:
        raise UnusableText(_("The text holds HTML that cannot be read.")) from error
    for each in soup.descendants:
        if isinstance(each, SoupTag):
            _tag_check(each, attributes, _EMPTY if is_plain else INLINE_TAGS)
        elif type(each) is not NavigableString:
            raise UnusableText(_("The text holds a comment or an instruction in HTML. Take it out."))
    return str(soup)


def _tag_check(tag: SoupTag, attributes: Mapping[str, Any], allowed: Collection[str]) -> None:
    if tag.name not in allowed:
        raise UnusableText(_("The tag <%(name)s> must not stand in a text. Take it out.") % {"name": tag.name[:40]})
    key = tag.attrs.get("id")
    if set(tag.attrs) - {"id"} or (key is not None and tag.name != "a"):
        raise UnusableText(_("The tag <%(name)s> must have no attributes.") % {"name": tag.name})
    if tag.name == "a" and key not in attributes:
        raise UnusableText(_("The text has a link that its source does not have: %(key)s.") % {"key": str(key or "a")[:40]})
