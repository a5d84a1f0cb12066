"""XLIFF 1.2: one `<file>` for each page, one `<trans-unit>` for each text, tags as `<g>` and `<x>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from localization.exchange.documents import (
    BrokenFile,
    Document,
    Entry,
    Part,
    is_fuzzy,
    named_unit,
    number_check,
    unit_name,
)
from localization.exchange.inline import Piece, Side, UnusableText, html_of, names_of, pieces_of, tag_named
from localization.exchange.xml import Node, escaped, quoted, sign_named, split_unwritable, written
from localization.models import Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
_SIGN = re.compile(r"x-sign-([0-9a-f]{4})\Z")
# Whatever tools make of a translation that is not finished.
_UNFINISHED = ("needs-", "new")


def write(parts: Iterable[Part], *, source_code: str, code: str) -> Iterator[str]:
    """Yield the file piece by piece."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{NAMESPACE}">\n'
    for part in parts:
        key = part.translation.translation_key
        yield (
            f'<file original="{key}" datatype="html" source-language={quoted(source_code)} target-language={quoted(code)}>\n'
            f"<header><note>{written(part.translation.title)}</note></header>\n<body>\n"
        )
        for unit in part.units:
            yield _unit(unit)
        yield "</body>\n</file>\n"
    yield "</xliff>\n"


def _unit(unit: Unit) -> str:
    out = f'<trans-unit id="{unit_name(unit)}" resname={quoted(unit.path)} xml:space="preserve">\n'
    out += f"<source>{content(unit.source_now)}</source>\n"
    if unit.text:
        state = "needs-review-translation" if is_fuzzy(unit) else "translated"
        out += f'<target state="{state}">{content(unit.text)}</target>\n'
    if unit.text and unit.new_source:
        out += f'<alt-trans alttranstype="previous-version"><source>{content(unit.source)}</source>'
        out += f"<target>{content(unit.text)}</target></alt-trans>\n"
    return out + "</trans-unit>\n"


def content(html: str) -> str:
    """Return inline HTML as XLIFF writes it: paired tags as `<g>`, single ones and forbidden signs as `<x>`."""
    out, signs = [], 0
    for piece, name in names_of(pieces_of(html)):
        if isinstance(piece, str):
            for text, sign in split_unwritable(piece):
                out.append(escaped(text))
                if sign:
                    signs += 1
                    out.append(f'<x id="sign_{signs}" ctype="x-sign-{ord(sign):04x}"/>')
        elif piece.side is Side.CLOSE:
            out.append("</g>")
        else:
            kind = _KINDS.get(piece.name, f"x-html-{piece.name}")
            element = "x" if piece.side is Side.EMPTY else "g"
            out.append(f'<{element} id={quoted(name)} ctype="{kind}"{"/" if element == "x" else ""}>')
    return "".join(out)


def read(root: Node) -> Document:
    """Return what an XLIFF 1.2 file holds. Raises BrokenFile."""
    document: Document | None = None
    for file in root.elements("file"):
        codes = (file.attributes.get("source-language", ""), file.attributes.get("target-language", ""))
        if document is None:
            document = Document(*codes)
        if codes != (document.source_code, document.code):
            raise BrokenFile(_("The file holds several languages. Import one file for each language."), file.line)
        for unit in _units(file):
            document.entries.append(_entry(unit, file.attributes.get("original", "")))
            number_check(len(document.entries), unit.line)
    if document is None:
        raise BrokenFile(_("The file holds no page: there is no <file> in it."), root.line)
    return document


def _units(node: Node) -> Iterator[Node]:
    """Yield the units of a file, of its groups too."""
    for child in node.elements("body", "group", "trans-unit"):
        if child.name == "trans-unit":
            yield child
        else:
            yield from _units(child)


def _entry(node: Node, key: str) -> Entry:
    number, version = named_unit(node.attributes.get("id", ""), node.line)
    source, target = node.first("source"), node.first("target")
    if source is None:
        raise BrokenFile(_("A text has no source."), node.line)
    state = target.attributes.get("state", "") if target else ""
    fuzzy = state.startswith(_UNFINISHED) or node.attributes.get("approved") == "no"
    return Entry(key, number, version, html(source), html(target) if target else "", fuzzy, node.line)


def html(node: Node) -> str:
    """Return the content of a source or target as inline HTML. Raises BrokenFile for tags that are none of ours."""
    try:
        return html_of(_pieces(node))
    except UnusableText as error:
        raise BrokenFile(str(error), node.line) from error


def _pieces(node: Node) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.name == "mrk":  # what tools mark; only the words in it count
            yield from _pieces(child)
        elif child.name == "g":
            name = child.attributes.get("id", "")
            yield tag_named(name, Side.OPEN)
            yield from _pieces(child)
            yield tag_named(name, Side.CLOSE)
        elif child.name == "x" and (sign := _SIGN.match(child.attributes.get("ctype", ""))):
            yield sign_named(sign[1], child.line)
        elif child.name == "x":
            yield tag_named(child.attributes.get("id", ""), Side.EMPTY)
        else:
            raise BrokenFile(_("The element <%(name)s> is not known in a text.") % {"name": child.name[:40]}, child.line)
