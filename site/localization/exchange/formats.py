"""The formats in which texts go to translators and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from localization.exchange import po, xliff12, xliff20
from localization.exchange.documents import BrokenFile, Document, Part, size_check
from localization.exchange.xml import xml_read

TMX, TERMS = "tmx", "terms"


@dataclass(frozen=True)
class Format:
    """A format of files with the texts of pages. `write` yields the file of one language piece by piece."""

    name: str
    label: Any
    extension: str
    mime: str
    write: Callable[..., Iterator[str]]

    def written(self, parts: Iterable[Part], *, source_code: str, code: str) -> Iterator[bytes]:
        """Yield the file as bytes."""
        return (text.encode("utf-8", "replace") for text in self.write(parts, source_code=source_code, code=code))


FORMATS = {
    each.name: each
    for each in (
        Format("xliff12", gettext_lazy("XLIFF 1.2, for translation programs"), "xlf", "application/x-xliff+xml", xliff12.write),
        Format("xliff20", gettext_lazy("XLIFF 2.0, for newer ones"), "xlf", "application/xliff+xml", xliff20.write),
        Format("po", gettext_lazy("PO, for Poedit and its like"), "po", "text/x-gettext-translation", po.write),
    )
}


def format_of(content: bytes, name: str) -> str:
    """Return which format an upload is in, by its name and its beginning: a name of FORMATS, "tmx" or "terms".

    Raises BrokenFile for what is none of them.
    """
    size_check(content)
    extension = name.rpartition(".")[2].lower()
    if extension == "csv":
        return TERMS
    if extension in ("po", "pot"):
        return "po"
    if extension == "tmx":
        return TMX
    if extension in ("xlf", "xliff", "xml"):
        root = xml_read(content)
        version = root.attributes.get("version", "")
        if root.name == "xliff" and version in ("1.2", "2.0", "2.1"):
            return "xliff12" if version == "1.2" else "xliff20"
        if root.name == "tmx":
            return TMX
        raise BrokenFile(_("The file is no XLIFF 1.2 or 2.0."), root.line)
    raise BrokenFile(_("Upload a file whose name ends in .xlf, .xliff, .po, .tmx or .csv."))


def document_read(content: bytes, format_name: str) -> Document:
    """Return what a file of translations holds. Raises BrokenFile with line and reason."""
    if format_name == "po":
        return po.read(content)
    root = xml_read(content)
    document = xliff12.read(root) if format_name == "xliff12" else xliff20.read(root)
    if not document.source_code or not document.code:
        raise BrokenFile(_("The file does not say from which language into which it translates."), root.line)
    return document
