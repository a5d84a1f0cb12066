"""XLIFF 2.0: one `<file>` for each page, one `<unit>` with one `<segment>` for each text, tags as `<pc>` and `<ph>`."""

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

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_FORMATS = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "br": "xlf:lb"}
_HEX = re.compile(r"[0-9A-Fa-f]{4}\Z")


def write(parts: Iterable[Part], *, source_code: str, code: str) -> Iterator[str]:
    """Yield the file piece by piece."""
    languages = f"srcLang={quoted(source_code)} trgLang={quoted(code)}"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.0" xmlns="{NAMESPACE}" {languages}>\n'
    for part in parts:
        each = part.translation
        yield f'<file id="t{each.pk}" original="{each.translation_key}">\n'
        if not part.units:  # a file without a unit would be none
            yield '<skeleton href="none"/>\n'
        for unit in part.units:
            yield _unit(unit, each.title)
        yield "</file>\n"
    yield "</xliff>\n"


def _unit(unit: Unit, title: str) -> str:
    state = f' state="{"initial" if is_fuzzy(unit) else "translated"}"' if unit.text else ""
    note = f'<note category="was">{written(unit.source)}</note>' if unit.text and unit.new_source else ""
    return (
        f'<unit id="{unit_name(unit)}" name={quoted(unit.path)} xml:space="preserve">\n'
        f'<notes><note category="page">{written(title)}</note>{note}</notes>\n'
        f"<segment{state}>\n<source>{content(unit.source_now)}</source>\n"
        + (f"<target>{content(unit.text)}</target>\n" if unit.text else "")
        + "</segment>\n</unit>\n"
    )


def content(html: str) -> str:
    """Return inline HTML as XLIFF writes it: paired tags as `<pc>`, single ones as `<ph>`, forbidden signs as `<cp>`."""
    out = []
    for piece, name in names_of(pieces_of(html)):
        if isinstance(piece, str):
            out += [escaped(text) + (f'<cp hex="{ord(sign):04X}"/>' if sign else "") for text, sign in split_unwritable(piece)]
        elif piece.side is Side.CLOSE:
            out.append("</pc>")
        else:
            element = "ph" if piece.side is Side.EMPTY else "pc"
            form = _FORMATS.get(piece.name)
            kind = f'type="fmt" subType="{form}"' if form else f'type="{"link" if piece.name == "a" else "other"}"'
            out.append(f"<{element} id={quoted(name)} {kind}{'/' if element == 'ph' else ''}>")
    return "".join(out)


def read(root: Node) -> Document:
    """Return what an XLIFF 2.0 file holds. Raises BrokenFile."""
    document = Document(root.attributes.get("srcLang", ""), root.attributes.get("trgLang", ""))
    files = list(root.elements("file"))
    if not files:
        raise BrokenFile(_("The file holds no page: there is no <file> in it."), root.line)
    for file in files:
        for unit in _units(file):
            document.entries.append(_entry(unit, file.attributes.get("original", "")))
            number_check(len(document.entries), unit.line)
    return document


def _units(node: Node) -> Iterator[Node]:
    for child in node.elements("group", "unit"):
        if child.name == "unit":
            yield child
        else:
            yield from _units(child)


def _entry(node: Node, key: str) -> Entry:
    """Read a unit; tools may have split it into several segments, with what stands between them."""
    number, version = named_unit(node.attributes.get("id", ""), node.line)
    source, text, fuzzy, missing = "", "", False, False
    for segment in node.elements("segment", "ignorable"):
        own, target = segment.first("source"), segment.first("target")
        if own is None:
            raise BrokenFile(_("A text has no source."), segment.line)
        source += html(own)
        if target is not None:
            text += html(target)
            fuzzy |= segment.attributes.get("state") == "initial"
        elif segment.name == "ignorable":
            text += html(own)
        else:
            missing = True
    # Half a text is none.
    return Entry(key, number, version, source, "" if missing else text, fuzzy, node.line)


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
        elif child.name in ("mrk", "sm", "em"):  # what tools mark; only the words in it count
            yield from _pieces(child)
        elif child.name == "pc":
            name = child.attributes.get("id", "")
            yield tag_named(name, Side.OPEN)
            yield from _pieces(child)
            yield tag_named(name, Side.CLOSE)
        elif child.name == "ph":
            yield tag_named(child.attributes.get("id", ""), Side.EMPTY)
        elif child.name == "cp" and _HEX.match(child.attributes.get("hex", "")):
            yield sign_named(child.attributes["hex"], child.line)
        else:
            raise BrokenFile(_("The element <%(name)s> is not known in a text.") % {"name": child.name[:40]}, child.line)
