"""Reading XML of strangers, and writing what every reader understands.

Whatever declares a document type is refused before anything of it is read: without one there are no entities, neither outside
files nor ones that grow. So Python's own parser is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape  # nosec B406 # to write, not to read

from django.utils.translation import gettext as _

from localization.exchange.documents import BrokenFile, size_check

DEEPEST = 100
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Node:
    """An element: its name without namespace, its attributes, its line, and what is in it in order."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node | str] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[Node]:
        """Yield the elements directly below that have one of these names."""
        return (child for child in self.children if isinstance(child, Node) and child.name in names)

    def first(self, name: str) -> Node | None:
        """Return the first element directly below of this name."""
        return next(self.elements(name), None)

    def text(self) -> str:
        """Return all text below, at any depth."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder:
    def __init__(self, known_type: str) -> None:
        self.known_type = known_type
        self.root = Node("", {}, 0)
        self.open = [self.root]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._type
        self.parser.SkippedEntityHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.open) > DEEPEST:
            raise BrokenFile(_("The elements of the file lie too deep in each other."), line)
        node = Node(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}, line)
        self.open[-1].children.append(node)
        self.open.append(node)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _text(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _type(self, name: str, _system: str | None, _public: str | None, has_more: int) -> None:
        if name != self.known_type or has_more:
            self._refuse()

    def _refuse(self, *_args: object) -> None:
        reason = _("The file declares a document type or entities (<!DOCTYPE …>). Take the declaration out.")
        raise BrokenFile(reason, self.parser.CurrentLineNumber)


def xml_read(content: bytes, *, known_type: str = "") -> Node:
    """Return the outermost element of an XML file. Raises BrokenFile with line and reason for whatever is no XML.

    `known_type` names a document type that may be declared, without declarations in it: programs write it into every TMX.
    The file that it names is not read.
    """
    size_check(content)
    builder = _Builder(known_type)
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise BrokenFile(_reason(error.code), error.lineno) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know, or not as one for XML
        reason = _("The file's encoding cannot be read. Save it as UTF-8.")
        raise BrokenFile(reason, builder.parser.CurrentLineNumber) from error
    return next(builder.root.elements(*{child.name for child in builder.root.children if isinstance(child, Node)}))


def _reason(code: int) -> str:
    """Say in the reader's language what the parser found."""
    errors = expat.errors
    known = {
        errors.codes[errors.XML_ERROR_NO_ELEMENTS]: _("The file ends before anything is in it, or before it is complete."),
        errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]: _("The file ends in the middle of a tag."),
        errors.codes[errors.XML_ERROR_TAG_MISMATCH]: _("An element is closed that is not open, or in the wrong order."),
        errors.codes[errors.XML_ERROR_INVALID_TOKEN]: _(
            "A sign stands here that must not stand in XML, or the encoding is another."
        ),
        errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: _("An entity is used that XML does not know."),
        errors.codes[errors.XML_ERROR_UNKNOWN_ENCODING]: _("The file's encoding cannot be read. Save it as UTF-8."),
        errors.codes[errors.XML_ERROR_INCORRECT_ENCODING]: _("The file's encoding cannot be read. Save it as UTF-8."),
        errors.codes[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: _("An attribute stands twice in one tag."),
    }
    return known.get(code, _("The file is no XML, or is damaged here."))


def escaped(text: str) -> str:
    """Return text for between tags: line ends stay as they are."""
    return _escape(text, {"\r": "&#13;"})


def quoted(text: str) -> str:
    """Return text as the value of an attribute, in quotation marks; signs that XML forbids are left out."""
    clean = _UNWRITABLE.sub("", text)
    return '"' + _escape(clean, {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}) + '"'


def written(text: str) -> str:
    """Return plain text for between tags, without the signs that XML forbids."""
    return escaped(_UNWRITABLE.sub("", text))


def sign_named(number: str, line: int) -> str:
    """Return the sign of a hexadecimal number. Raises BrokenFile for what is none, and which no database takes."""
    sign = chr(int(number, 16))
    if sign == "\0" or "\ud800" <= sign <= "\udfff":
        raise BrokenFile(_("The number %(number)s stands for no sign of a text.") % {"number": number}, line)
    return sign


def split_unwritable(text: str) -> Iterator[tuple[str, str]]:
    """Yield text that XML can hold, each with the one sign behind it that XML forbids; "" where there is none."""
    start = 0
    for found in _UNWRITABLE.finditer(text):
        yield text[start : found.start()], found[0]
        start = found.end()
    if start < len(text):
        yield text[start:], ""
