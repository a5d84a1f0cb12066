"""A pasted text as lines, whatever it was: HTML of a word processor, of an e-mail or a web page, Markdown, plain text.

Nothing of the markup survives but what a line knows: its text runs with bold, italic, code and safe links, whether it is a
heading, and the lists it stands in. Whoever writes HTML from lines writes it anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

_BLOCK_NAMES = (
    "address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main"
    " ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE = frozenset({"a", "b", "br", "code", "em", "i", "span", "strong"})
_GONE_NAMES = (
    "applet audio button canvas frameset head iframe input math noembed noframes noscript object option script select style svg"
    " template textarea title video xml"
)
_GONE = frozenset(_GONE_NAMES.split())
_ASKING = frozenset({"dt", "summary"})
_HREF = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(r"^\s*<(?:!doctype|[a-z][a-z0-9]*[\s>])", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_BULLET = re.compile(r"^[•·▪◦‣●○]\s*")
DEEPEST_LIST = 4

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("code")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text that looks the same throughout."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""

    def html(self, *, plain: bool = False) -> str:
        """Return it as the rich text of this site; `plain`: without the bold."""
        made = escape(self.text, quote=False)
        for name, wanted in (("code", self.code), ("i", self.italic), ("b", self.bold and not plain)):
            made = f"<{name}>{made}</{name}>" if wanted and self.text.strip() else made
        return f'<a href="{escape(self.href)}">{made}</a>' if self.href else made


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `heading`: its level or 0. `lists`: those around it. `opens`: an item begins. `asks`: in a tag for questions."""

    runs: tuple[Run, ...]
    heading: int = 0
    lists: tuple[str, ...] = ()
    opens: bool = False
    asks: bool = False

    @property
    def text(self) -> str:
        """The text alone."""
        return "".join(each.text for each in self.runs).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(each.bold for each in self.runs if each.text.strip())

    def html(self) -> str:
        """Return the line as rich text; one that is bold as a whole keeps it."""
        return "".join(each.html() for each in self.runs).strip()

    def without(self, beginning: int) -> Line:
        """Return the line without its first letters."""
        kept = []
        for run in self.runs:
            cut = run.text[beginning:]
            beginning = max(0, beginning - len(run.text))
            if cut:
                kept.append(replace(run, text=cut))
        return replace(self, runs=tuple(kept))


def lines_of(text: str, *, markup: str = "") -> list[Line]:
    """Return the lines of a paste: `markup` when the clipboard had some, else `text`, which may be Markdown or HTML source."""
    if not markup.strip():
        markup = text if _LOOKS_LIKE_HTML.match(text) and "</" in text else _MARKDOWN.render(text)
    reader = _Reader()
    reader.feed(_cleaned(markup))
    reader.close()
    reader.flush()
    return reader.lines


def _cleaned(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=set(_BLOCKS | _INLINE),
        clean_content_tags=set(_GONE),
        attributes={"a": {"href"}, "span": {"style"}, "b": {"style"}},
        filter_style_properties={"font-weight"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


class _Reader(HTMLParser):
    """Reads clean HTML into lines. A stack of its own and no recursion: what is nested a thousand times is read, too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.marks: list[tuple[str, dict[str, bool | str]]] = []
        self.lists: list[str] = []
        self.heading, self.opens, self.asks, self.pre = 0, False, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.flush()
        elif tag in _INLINE:
            self.marks.append((tag, _mark(tag, dict(attrs))))
        else:
            self.flush()
            self._block(tag, begins=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            for at in range(len(self.marks) - 1, -1, -1):
                if self.marks[at][0] == tag:
                    del self.marks[at]
                    break
        else:
            self.flush()
            self._block(tag, begins=False)

    def handle_data(self, data: str) -> None:
        looks: dict[str, bool | str] = {}
        for _tag, mark in self.marks:
            looks |= mark
        for number, part in enumerate(data.split("\n") if self.pre else [data]):
            if number:
                self.flush()
            self.runs.append(Run(re.sub(r"\s+", " ", part), **looks))  # type: ignore[arg-type]

    def flush(self) -> None:
        """End the line that is being read."""
        runs, self.runs = _trimmed(self.runs), []
        if not runs:
            return
        line = Line(runs, self.heading, tuple(self.lists[:DEEPEST_LIST]), self.opens, self.asks)
        self.opens = False
        bullet = _BULLET.match("".join(each.text for each in runs))
        if bullet and not line.lists:
            line = replace(line.without(bullet.end()), lists=("ul",), opens=True)
        if line.text:
            self.lines.append(line)

    def _block(self, tag: str, *, begins: bool) -> None:
        if tag in ("ul", "ol"):
            if begins:
                self.lists.append(tag)
            elif self.lists:
                self.lists.pop()
            self.opens = False
        elif tag == "li":
            self.opens = begins
        elif tag in _ASKING:
            self.asks = begins
        elif tag == "pre":
            self.pre += 1 if begins else -1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.heading = int(tag[1]) if begins else 0


def _mark(tag: str, attributes: dict[str, str | None]) -> dict[str, bool | str]:
    weight = _WEIGHT.search(attributes.get("style") or "")
    if weight:  # a program that writes bold, and takes it back by a style
        return {"bold": weight[1].lower() in ("bold", "bolder") or weight[1][0] in "6789"}
    if tag == "a":
        href = attributes.get("href") or ""
        return {"href": href} if _HREF.match(href) else {}
    name = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code"}.get(tag)
    return {name: True} if name else {}


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Runs without space at the ends and twice in a row, those that look alike as one."""
    kept: list[Run] = []
    for run in runs:
        text = run.text.lstrip() if not kept or kept[-1].text.endswith(" ") else run.text
        if not text:
            continue
        if kept and replace(kept[-1], text="") == replace(run, text=""):
            kept[-1] = replace(run, text=kept[-1].text + text)
        else:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
