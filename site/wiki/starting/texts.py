"""The templates that come with the product: one text file for each language, in a few signs.

`=== name` begins a template; its title and what it is for follow. `## ` is a heading, `- ` and `1. ` are items of lists, `| ` is
a row of a table, the first one its headings, `! ` is a tip, everything else a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils.html import escape

FOLDER = Path(__file__).parent / "texts"
OTHERWISE = "en"


@dataclass(frozen=True)
class Starter:
    """A template: its name, which never changes, the title of a page made of it, what it is for, and its lines."""

    name: str
    title: str
    purpose: str
    lines: tuple[str, ...]

    def body(self) -> list[dict[str, Any]]:
        """Return the blocks of a new page."""
        return list(_blocks(self.lines))


@cache
def starters(language: str) -> tuple[Starter, ...]:
    """Return the templates in a language; in English where there are none in it."""
    file = FOLDER / f"{language}.txt"
    if not (language.isalpha() and file.exists()):
        file = FOLDER / f"{OTHERWISE}.txt"
    parts = file.read_text(encoding="utf-8").split("=== ")[1:]
    return tuple(_starter(part) for part in parts)


def _starter(part: str) -> Starter:
    name, title, purpose, *lines = [line.strip() for line in part.strip().splitlines()]
    return Starter(name, title, purpose, tuple(line for line in lines if line))


def _kind(line: str) -> str:
    return "table" if line.startswith("|") else "callout" if line.startswith("! ") else "text"


def _blocks(lines: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for kind, group in groupby(lines, _kind):
        rows = list(group)
        if kind == "table":
            yield _block("table", {"table": _table(rows), "row_headers": False})
        elif kind == "callout":
            yield from (_block("callout", {"kind": "tip", "title": "", "text": f"<p>{escape(row[2:])}</p>"}) for row in rows)
        else:
            yield _block("rich_text", "".join(_markup(rows)))


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _item(line: str) -> str:
    return "ul" if line.startswith("- ") else "ol" if line[:1].isdigit() and line[1:3] == ". " else ""


def _markup(rows: list[str]) -> Iterator[str]:
    for tag, group in groupby(rows, _item):
        if tag:
            items = "".join(f"<li>{escape(row.partition(' ')[2])}</li>" for row in group)
            yield f"<{tag}>{items}</{tag}>"
        else:
            yield from (f"<h2>{escape(row[3:])}</h2>" if row.startswith("## ") else f"<p>{escape(row)}</p>" for row in group)


def _table(rows: list[str]) -> dict[str, Any]:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {
        "caption": "",
        "columns": [{"type": "text", "heading": heading} for heading in cells[0]],
        "rows": [{"values": [f"<p>{escape(cell)}</p>" for cell in row]} for row in cells[1:]],
    }
