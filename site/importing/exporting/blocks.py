"""Blocks as Markdown, the other way round of `importing.markdown`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from content.plain import FOUND
from faq_blocks.raw import is_faq_block
from importing.exporting.rich import Address, escaped, inline_of, markdown_of

Raw = dict[str, Any]
Picture = Callable[[int], str]
"""From the id of a picture to its address in the folder; "" when there is none."""

AUDIENCES = {1: "customer", 2: "agent"}


class BlockWriter:
    """Writes the blocks of one page; `lost` names what Markdown cannot say."""

    def __init__(self, address: Address, picture: Picture, *, is_faq: bool = False) -> None:
        self.address, self.picture, self.is_faq = address, picture, is_faq
        self.lost: list[str] = []
        self._after_questions = False

    def text_of(self, blocks: Iterable[Raw]) -> str:
        """Return the text of a page."""
        return "\n\n".join(filter(None, map(self._block, blocks)))

    def _block(self, block: Raw) -> str:
        if is_faq_block(block):
            return self._faq(block["value"])
        write = getattr(self, f"_{block['type']}", None) if block["type"] in KNOWN else None
        if write is None:
            self.lost.append(f"a block of the type {block['type']}")
            return ""
        return str(write(block["value"]))

    def _rich_text(self, value: str) -> str:
        text = markdown_of(value, self.address, headings=not self.is_faq)
        # On a page of questions text belongs to the question before it, unless a topic without a name begins.
        return f"#\n\n{text}" if self.is_faq and self._after_questions and text else text

    def _image(self, value: Raw) -> str:
        address = self.picture(value["image"]) if value.get("image") else ""
        if not address:
            return ""
        caption = " ".join((value.get("caption") or "").split()).replace("\\", "\\\\").replace('"', '\\"')
        title = f' "{caption}"' if caption else ""
        return f"![{escaped(value.get('alt') or '')}]({address}{title})"

    def _callout(self, value: Raw) -> str:
        title = " ".join((value.get("title") or "").split())
        return _boxed(f"{value.get('kind') or 'info'} {title}".strip(), markdown_of(value.get("text") or "", self.address))

    def _steps(self, value: Raw) -> str:
        steps = [(each.get("title"), each.get("text")) for each in map(_item, value.get("steps") or ())]
        return _boxed("steps", self._numbered(steps)) if steps else ""

    def _problem(self, value: Raw) -> str:
        causes = [(each.get("cause"), each.get("solution")) for each in map(_item, value.get("causes") or ())]
        return _boxed(f"problem {' '.join((value.get('title') or '').split())}", self._numbered(causes)) if causes else ""

    def _numbered(self, items: Iterable[tuple[str | None, str | None]]) -> str:
        """Return a numbered list of titles with their texts."""
        shown = []
        for number, (title, markup) in enumerate(items, 1):
            mark = f"{number}. "
            text = markdown_of(markup or "", self.address)
            lines = [f"**{escaped(title or '').strip()}**", *(["", *text.split("\n")] if text else [])]
            shown.append("\n".join([mark + lines[0], *(f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])]))
        return "\n\n".join(shown)

    def _code(self, value: Raw) -> str:
        code = value.get("code") or ""
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        return f"{fence}{value.get('language') or ''}\n{code}\n{fence}"

    def _table(self, value: Raw) -> str:
        table = value.get("table") or {}
        columns, rows = table.get("columns") or [], table.get("rows") or []
        if not columns:
            return ""
        if table.get("caption"):
            self.lost.append("the caption of a table")
        headings = [escaped(column.get("heading") or "") for column in columns]
        if value.get("row_headers") and headings[0]:
            self.lost.append("that a table's first column names its rows")
        cells = [[inline_of(cell or "", self.address) for cell in row["values"]] for row in rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in [headings, ["---"] * len(columns), *cells])

    def _faq(self, value: Raw) -> str:
        """Questions of the library are written like those that were typed: as they are now."""
        heading = " ".join((value.get("heading") or "").split())
        typed = [(each.get("question"), each.get("answer")) for each in map(_item, value.get("entries") or ())]
        found = [(each["value"]["question"], self._library_answer(each["value"]["answer"])) for each in value.get(FOUND) or ()]
        questions = [
            f"## {escaped(question or '')}\n\n{markdown_of(answer or '', self.address)}".rstrip()
            for question, answer in [*found, *typed]
        ]
        if value.get("first_open") or value.get("one_open"):
            self.lost.append("how the answers of an accordion open")
        text = "\n\n".join(questions)
        if not self.is_faq:
            return _boxed(f"faq {heading}".strip(), text)
        began, self._after_questions = self._after_questions, True
        return f"# {escaped(heading)}\n\n{text}" if heading else f"#\n\n{text}" if began else text

    def _library_answer(self, blocks: Iterable[Raw]) -> str:
        """The text of an answer: what follows a question can hold no boxes."""
        texts = []
        for each in blocks:
            if each["type"] == "rich_text":
                texts.append(str(each["value"]))
            else:
                self.lost.append(f"a block of the type {each['type']} in an answer")
        return "".join(texts)

    def _audience(self, value: Raw) -> str:
        text = self.text_of(value.get("body") or ())
        return _boxed(f"audience {AUDIENCES.get(int(value['audience']), 'agent')}", text, marks=":" * 5) if text else ""


KNOWN = {"rich_text", "image", "callout", "steps", "code", "table", "audience", "problem"}


def _boxed(name: str, text: str, marks: str = ":::") -> str:
    return f"{marks} {name}\n{text}\n{marks}"


def _item(each: Raw) -> Raw:
    """Return the value of an item of a list, with or without an id around it."""
    return each["value"] if "value" in each and "type" in each else each
