"""Rich text as Markdown that reads back as the same rich text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

Address = Callable[[dict[str, str]], str]
"""From the attributes of a link to its address; "" where it leads nowhere that readers may go."""

_SIGNS = re.compile(r"([\\`*_\[\]<&~|])")
_BEGINNING = re.compile(r"^(\s*)([#>+=:-]|\d{1,9}[.)])")
# Emphasis with marks is read as such only at the edges of words; elsewhere tags say it.
_MARKED = re.compile(r"(?<![^\s(])\x01([bis])(\w(?:[^\x01\x02\n]*\w)?)\x02\1(?=[\s.,;:!?)،؛؟]|$)")
_TAG = re.compile(r"([\x01\x02])([bis])")
_BREAKS = re.compile(r"^(?:\\\n|[ \t\n])+|(?:(?<!\\)\\\n|[ \t\n])+$")
_MARKS = {"b": "**", "i": "*", "s": "~~"}
_KEPT = {"sup", "sub"}
_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr"}
_SAFE_ADDRESS = re.compile(r"[^\s<>()\\]+")


def escaped(text: str) -> str:
    """Return plain text in which Markdown sees no marks, in one line."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _BEGINNING.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", line)


def markdown_of(markup: str, address: Address, *, headings: bool = True) -> str:
    """Return rich text as Markdown. Without `headings` these stay tags, where a mark would begin something else."""
    writer = _Writer(address, headings=headings)
    writer.feed(markup)
    writer.close()
    return writer.result()


def inline_of(markup: str, address: Address) -> str:
    """Return rich text in one line, as the cell of a table: paragraphs are separated by line breaks."""
    found = markdown_of(markup, address).strip()
    return "<br>".join(filter(None, (line.removesuffix("\\").strip() for line in found.split("\n"))))


class _Writer(HTMLParser):
    """Collects blocks; lists are indented under their marks."""

    def __init__(self, address: Address, *, headings: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.headings = address, headings
        self.blocks: list[str] = []
        self.text: list[str] = []
        self.plain: list[str] = []
        self.lists: list[tuple[str, int]] = []  # tag and number of the items so far
        self.links: list[str] = []
        self.quoted = False
        self.code: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol"):
            self.lists.append((tag, 0))
        elif tag == "li" and self.lists:
            kind, number = self.lists.pop()
            self.lists.append((kind, number + 1))
        elif tag == "hr":
            self.blocks.append("***")
        elif tag == "br":
            self.text.append("\\\n")
        elif tag == "code":
            self.code = []
        elif tag in _MARKS:
            self.text.append(f"\x01{tag}")
        elif tag in _KEPT:
            self.text.append(f"<{tag}>")
        elif tag == "a":
            self.links.append(self.address({name: value or "" for name, value in attrs}))
            self.text.append("[" if self.links[-1] else "")
        elif tag == "blockquote":
            self.quoted = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3", "h4"):
            self._end_heading(tag)
        elif tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "code" and self.code is not None:
            self.text.append(_code("".join(self.code)))
            self.code = None
        elif tag in _MARKS:
            self.text.append(f"\x02{tag}")
        elif tag in _KEPT:
            self.text.append(f"</{tag}>")
        elif tag == "a" and self.links and (address := self.links.pop()):
            self.text.append(f"]({address})")
        elif tag == "blockquote":
            self.quoted = False

    def handle_data(self, data: str) -> None:
        self.plain.append(data)
        if self.code is not None:
            self.code.append(data)
        else:
            self.text.append(_SIGNS.sub(r"\\\1", re.sub(r"[\t\r\n\f]+", " ", data)))

    def result(self) -> str:
        """The Markdown so far."""
        self._end_block()
        return re.sub(r"\n\n(?=\x03)", "\n", "\n\n".join(self.blocks)).replace("\x03", "")

    def _end_heading(self, tag: str) -> None:
        plain = " ".join("".join(self.plain).split())
        text = self._taken().replace("\\\n", " ")
        if text:
            self.blocks.append(f"{'#' * int(tag[1])} {text}" if self.headings else f"<{tag}>{html.escape(plain)}</{tag}>")

    def _end_block(self) -> None:
        text = self._taken()
        if not text:
            return
        text = "\n".join(_BEGINNING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line) for line in text.split("\n"))
        if self.quoted:
            # A quotation that begins with a marked word would be read as a callout; tags are read as what they say.
            text = re.sub(r"^\*\*(.*?)\*\*", r"<b>\1</b>", text)
            self.blocks.append("\n".join(f"> {line}" for line in text.split("\n")))
        elif self.lists:
            self._end_item(text)
        else:
            self.blocks.append(text)

    def _end_item(self, text: str) -> None:
        indent = "".join(" " * len(_mark(*each)) for each in self.lists[:-1])
        mark = _mark(*self.lists[-1])
        lines = text.split("\n")
        inside = "\n".join([f"{indent}{mark}{lines[0]}", *(f"{indent}{' ' * len(mark)}{line}" for line in lines[1:])])
        # Items of one list stand close together, or each would become a paragraph.
        first = len(self.lists) == 1 and self.lists[0][1] == 1
        self.blocks.append(inside if first else f"\x03{inside}")

    def _taken(self) -> str:
        text = _BREAKS.sub("", "".join(self.text))
        self.text, self.plain = [], []
        text = _MARKED.sub(lambda match: f"{_MARKS[match[1]]}{match[2]}{_MARKS[match[1]]}", text)
        return _TAG.sub(lambda match: f"<{'/' if match[1] == chr(2) else ''}{match[2]}>", text)


def _mark(kind: str, number: int) -> str:
    return f"{number}. " if kind == "ol" else "- "


def _code(text: str) -> str:
    if "`" in text or "\n" in text or text != text.strip() or not text:
        return f"<code>{html.escape(text, quote=False)}</code>"
    return f"`{text}`"


def address_written(address: str) -> str:
    """Return an address as Markdown writes it between brackets."""
    return address if _SAFE_ADDRESS.fullmatch(address) else f"<{address.replace('<', '%3C').replace('>', '%3E')}>"
