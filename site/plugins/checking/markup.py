"""Reads HTML: of templates with Django's tags in it, and of strings in Python. Finds inline code and texts."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser

HOLE = "\x1a"  # stands where a template fills something in

_BLOCKS = re.compile(
    r"{%\s*(blocktranslate|blocktrans|comment|verbatim)\b.*?%}.*?{%\s*end\1\s*%}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# What people read of an element besides its text.
_READ = frozenset({"title", "alt", "placeholder", "aria-label", "aria-description"})
# What is in there is no language of people.
_SILENT = frozenset({"script", "style", "code", "pre", "kbd", "samp", "svg", "math"})
# Scripts that are data.
_DATA = frozenset({"application/json", "application/ld+json", "speculationrules"})


class Markup(HTMLParser):
    """What was found in a text, as (line, what)."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inline: list[tuple[int, str]] = []
        self.texts: list[tuple[int, str]] = []
        self.foreign: list[tuple[int, str]] = []
        self._open: list[str] = []
        with suppress(AssertionError):  # what the parser says of a declaration that it does not know, such as <![if
            self.feed(without_tags(text))
            self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.handle_startendtag(tag, attrs)
        if tag in _SILENT:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, whether anything is in it or not."""
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.inline.append((line, "<style>"))
        if tag == "script" and "src" not in given and given.get("type") not in _DATA:
            self.inline.append((line, "<script> without src"))
        for name, value in given.items():
            if name == "style" or (name.startswith("on") and name[2:].isalpha()):
                self.inline.append((line, f"the attribute {name}"))
            elif name in ("href", "src", "action") and value.strip().lower().startswith("javascript:"):
                self.inline.append((line, f"{name}=javascript:"))
            elif name in _READ and _LETTERS.search(value.replace(HOLE, " ")):
                self.texts.append((line, value.replace(HOLE, "…").strip()))
        source = given.get("href" if tag == "link" else "src", "")
        loads = tag in ("script", "img", "iframe", "audio", "video", "source", "embed")
        loads = loads or (tag == "link" and given.get("rel") in ("stylesheet", "preload", "icon", "modulepreload"))
        if loads and re.match(r"(https?:)?//", source):
            self.foreign.append((line, source))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        words = " ".join(data.replace(HOLE, " ").split())
        if not self._open and _LETTERS.search(words):
            before = data[: len(data) - len(data.lstrip())]
            self.texts.append((self.getpos()[0] + before.count("\n"), words))


def without_tags(text: str) -> str:
    """The text with Django's tags, variables, comments and translated texts replaced, every line where it was."""
    return _BLOCKS.sub(lambda found: ("" if found[0].startswith("{#") else HOLE) + "\n" * found[0].count("\n"), text)


def is_html(text: str) -> bool:
    """Whether a string in Python looks like HTML."""
    return re.search(r"<[a-zA-Z][^<>]*>", text) is not None
