"""Finds shortcodes in HTML: where they stand, what belongs to them, and whether the HTML stays well-formed without them.

Only text is looked at: neither tags and their attributes, nor what is shown letter by letter, as code is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL)
MARK = re.compile(r"(\[?)\[(/?)([a-zA-Z][\w-]*)((?:\s|&nbsp;)[^\[\]<>]*?)?(/?)\](\]?)")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# What stands there is shown as it was typed, or cannot hold links and boxes.
LEFT_ALONE = frozenset(
    ["a", "button", "code", "kbd", "math", "option", "pre", "samp", "script", "select", "style", "svg", "textarea"]
)
# What may hold a box. In all others, such as headings, a shortcode for a box stays text.
HOLDERS = frozenset(["", *["article", "aside", "blockquote", "dd", "div", "figure", "li", "main", "section", "td", "th"]])

_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|'([^']*)'|(\S+)""")
# Editors make quotes round, and so do importers.
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "″": '"', "‘": "'", "’": "'", "\xa0": " "})


@dataclass(frozen=True)
class Mark:
    """`[name …]`, `[/name]` or `[name … /]` in the text, from `start` to `end`; `[[name]]` is `escaped`."""

    name: str
    start: int
    end: int
    typed: str  # the attributes
    closes: bool
    is_alone: bool
    escaped: bool
    parent: str  # the element around it; "" for none


@dataclass
class Found:
    """A shortcode with what it holds; `close` is None for one that holds nothing."""

    mark: Mark
    close: Mark | None = None
    inner: list[Found] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return (self.close or self.mark).end


def marks_in(markup: str, names: Collection[str]) -> Iterator[Mark]:
    """Yield the marks of these shortcodes, in the order of the text."""
    parents: list[str] = []
    position = 0
    for tag in TAG.finditer(markup):
        yield from _marks(markup, position, tag.start(), names, parents)
        position = tag.end()
        _follow(parents, tag)
    yield from _marks(markup, position, len(markup), names, parents)


def tree_of(marks: Iterator[Mark]) -> list[Found]:
    """Return the shortcodes, each with those within it. A closing mark belongs to the nearest opening one of its name.

    What nobody closes holds nothing: what follows stands beside it.
    """
    found: list[Found] = []
    opened: list[int] = []  # where in `found` those stand that may still be closed
    for mark in marks:
        if mark.closes:
            depth = next((i for i in reversed(range(len(opened))) if found[opened[i]].mark.name == mark.name), None)
            if depth is not None:
                first = opened[depth]
                found[first].close = mark
                found[first].inner = found[first + 1 :]
                del found[first + 1 :], opened[depth:]
            continue
        if not (mark.escaped or mark.is_alone):
            opened.append(len(found))
        found.append(Found(mark))
    return found


def is_balanced(markup: str) -> bool:
    """Tell whether every element that begins in the HTML ends in it, and the other way round."""
    parents: list[str] = []
    return all(_follow(parents, tag) for tag in TAG.finditer(markup)) and not parents


def attributes_of(typed: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what was typed behind the name as named and nameless values, in plain text."""
    named: dict[str, str] = {}
    values: list[str] = []
    for name, *found in _ATTRIBUTE.findall(html.unescape(typed).translate(_STRAIGHT)):
        value = next((each for each in found if each), "")
        if name:
            named[name.lower()] = value
        elif value:
            values.append(value)
    return named, tuple(values)


def _marks(markup: str, start: int, end: int, names: Collection[str], parents: list[str]) -> Iterator[Mark]:
    if "[" not in markup[start:end] or not LEFT_ALONE.isdisjoint(parents):
        return
    for found in MARK.finditer(markup, start, end):
        before, closes, name, typed, alone, after = found.groups(default="")
        if name.lower() in names:
            escaped = bool(before and after)
            first = found.start() if escaped else found.start() + len(before)
            last = found.end() if escaped else found.end() - len(after)
            parent = parents[-1] if parents else ""
            yield Mark(name.lower(), first, last, typed, bool(closes) and not escaped, bool(alone), escaped, parent)


def _follow(parents: list[str], tag: re.Match[str]) -> bool:
    """Go into or out of the element; False when it ends without having begun."""
    name = (tag[2] or "").lower()
    if not name or name in VOID or tag[3].endswith("/"):
        return True
    if not tag[1]:
        parents.append(name)
        return True
    if not parents or parents[-1] != name:
        return False
    parents.pop()
    return True
