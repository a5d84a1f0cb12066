"""Rendered HTML as lines of words: what a reader reads, in the order of reading, without the markup around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements that begin a line of their own, and how the line is shown.
KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(
        ("p", "div", "section", "article", "aside", "figure", "figcaption", "summary", "details", "dt", "dd"), "text"
    ),
    **dict.fromkeys(("blockquote", "ul", "ol", "dl", "table", "tbody", "thead", "tr", "caption", "button", "nav"), "text"),
    "li": "item",
    "td": "cell",
    "th": "cell",
    "pre": "code",
}
SILENT = frozenset({"script", "style", "svg", "template"})
_WORD = re.compile(r"\s+|[^\W_]+(?:['’\u200c\u0300-\u036f\u064b-\u065f\u0670][^\W_]*)*|.", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word, a space or a sign. Where it leads belongs to it: another address is another word."""

    text: str
    link: str = ""


@dataclass
class Line:
    """A paragraph, a heading, an item, a cell or a line of code."""

    kind: str
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as they are read."""
        return "".join(each.text for each in self.words).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = [Line("text")]
        self.kinds: list[str] = []
        self.links: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        elif tag in KINDS:
            self.kinds.append(tag)
            self.lines.append(Line(KINDS[tag]))
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "br":
            self.lines.append(Line(self._kind()))
        elif tag == "img" and not self.silent:
            self.lines[-1].words.append(Word(f"[{given.get('alt', '') or '…'}]", given.get("src", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in KINDS:
            if tag in self.kinds:
                while self.kinds.pop() != tag:
                    pass
            self.lines.append(Line(self._kind()))
        elif tag == "a" and self.links:
            self.links.pop()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        link = self.links[-1] if self.links else ""
        if "pre" in self.kinds:
            for number, text in enumerate(data.split("\n")):
                if number:
                    self.lines.append(Line("code"))
                self._add(text, link)
        else:
            self._add(re.sub(r"\s+", " ", data), link)

    def _add(self, text: str, link: str) -> None:
        self.lines[-1].words += [Word(each, link if not each.isspace() else "") for each in _WORD.findall(text)]

    def _kind(self) -> str:
        return KINDS[self.kinds[-1]] if self.kinds else "text"


def lines_of(markup: str) -> list[Line]:
    """Return the lines of a piece of HTML that say anything."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return [line for line in reader.lines if line.text]
