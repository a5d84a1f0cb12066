"""Puts what shortcodes show in the place of what was typed. Where that would break the HTML, it stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from sanad import Link, Reader, ReaderPage, shielded

from .parsing import HOLDERS, Found, attributes_of, is_balanced, marks_in, tree_of
from .registry import Call, Shortcode

_BEFORE = re.compile(r"(<p(?:\s[^<>]*)?>)\s*\Z")
_AFTER = re.compile(r"\s*</p\s*>")
_EMPTY = re.compile(r"<p(?:\s[^<>]*)?>(?:\s|&nbsp;|<br\s*/?>)*</p\s*>")
# Stands where a shortcode showed nothing, or parted a paragraph, until it is known what is left around it. No text has it.
_NOTHING = "\0"
_SPACE = r"(?:\s|&nbsp;|<br\s*/?>)*"
_LEFT_EMPTY = re.compile(
    rf"<(p|li|b|strong|i|em|u|s|span|small|sub|sup)(?:\s[^<>]*)?>{_SPACE}{_NOTHING}(?:\s|&nbsp;|<br\s*/?>|{_NOTHING})*</\1\s*>"
)
_ELEMENTS_AROUND = 5  # that are looked at


@dataclass(frozen=True)
class Place:
    """What of the HTML a shortcode takes the place of, and what goes around its content and around what it shows."""

    start: int
    end: int
    content: tuple[str, str] = ("", "")
    around: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Renderer:
    """Shows the shortcodes of one text. `owners` are the plugins that have registered them."""

    markup: str
    shortcodes: Mapping[str, Shortcode]
    owners: Mapping[str, str]
    page: ReaderPage
    reader: Reader
    link_to: Callable[[int], Link | None]

    def render(self) -> str:
        """Return the text with what its shortcodes show."""
        return _tidied(self._part(0, len(self.markup), tree_of(marks_in(self.markup, self.shortcodes))))

    def _part(self, start: int, end: int, found: list[Found]) -> str:
        parts: list[str] = []
        position = start
        waiting = list(found)
        while waiting:
            each = waiting.pop(0)
            if each.mark.escaped:
                parts += [self.markup[position : each.mark.start], self.markup[each.mark.start + 1 : each.mark.end - 1]]
                position = each.mark.end
                continue
            place = None if self._lacks_end(each) else self._place(each, start, end)
            shown = self._shown(each, place) if place else None
            if place is None or shown is None:
                waiting[:0] = each.inner  # what it holds is looked at on its own
                continue
            parts += [self.markup[position : place.start], shown]
            position = place.end
        return "".join([*parts, self.markup[position:end]])

    def _lacks_end(self, found: Found) -> bool:
        return found.close is None and self.shortcodes[found.mark.name].needs_end

    def _shown(self, found: Found, place: Place) -> str | None:
        mark = found.mark
        shortcode = self.shortcodes[mark.name]
        inner = self._part(mark.end, found.close.start, found.inner) if found.close else ""
        content = _EMPTY.sub("", _tidied(f"{place.content[0]}{inner}{place.content[1]}")).strip()
        named, values = attributes_of(mark.typed)
        call = Call(
            name=mark.name,
            attributes=named,
            values=values,
            content=SafeString(content),  # a part of the page's own HTML, with elements that end in it
            page=self.page,
            reader=self.reader,
            link_to=self.link_to,
        )
        where = f"shortcode {mark.name}"
        shown = shielded(self.owners[mark.name], where, lambda: shortcode.show(call), None, expected=str)
        if shown is None:
            return None
        return f"{place.around[0]}{conditional_escape(shown)}{place.around[1]}" if shown.strip() else _NOTHING

    def _place(self, found: Found, start: int, end: int) -> Place | None:
        """Where it can be shown, or None."""
        markup, is_block, parent = self.markup, self.shortcodes[found.mark.name].is_block, found.mark.parent
        held = markup[found.mark.end : found.close.start] if found.close else ""
        balanced = is_balanced(held)
        if not is_block:
            return Place(found.mark.start, found.end) if balanced else None
        before = _BEFORE.search(markup, max(start, found.mark.start - 500), found.mark.start) if parent == "p" else None
        after = _AFTER.match(markup, found.end, end)
        if before and after:  # alone in its paragraph, or from the beginning of one to the end of another
            if balanced:
                return Place(before.start(), after.end())
            if is_balanced(f"{before[1]}{held}</p>"):
                return Place(before.start(), after.end(), content=(before[1], "</p>"))
        if not balanced:
            return None
        if parent == "p":
            return Place(found.mark.start, found.end, around=(f"{_NOTHING}</p>", f"<p>{_NOTHING}"))
        return Place(found.mark.start, found.end) if parent in HOLDERS else None


def _tidied(markup: str) -> str:
    """Take out the paragraphs and the like in which shortcodes have left nothing; others that are empty stay."""
    for _step in range(_ELEMENTS_AROUND if _NOTHING in markup else 0):
        markup, count = _LEFT_EMPTY.subn(_NOTHING, markup)
        if not count:
            break
    return markup.replace(_NOTHING, "")
