"""What is told of a document, and to whom."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from content.audiences import Reader
from content.private_files.rules import collection_admits

# By the ending of the file; what is not here is told by its ending alone.
_KINDS = {
    "csv": _("CSV table"),
    "pdf": _("PDF document"),
    "doc": _("Word document"),
    "docx": _("Word document"),
    "gz": _("archive"),
    "ics": _("calendar file"),
    "md": _("text"),
    "mp3": _("sound"),
    "mp4": _("video"),
    "odp": _("presentation"),
    "ods": _("spreadsheet"),
    "odt": _("text document"),
    "ogg": _("sound"),
    "ppt": _("PowerPoint presentation"),
    "pptx": _("PowerPoint presentation"),
    "rtf": _("text document"),
    "txt": _("text"),
    "webm": _("video"),
    "xls": _("Excel spreadsheet"),
    "xlsx": _("Excel spreadsheet"),
    "zip": _("ZIP archive"),
}

_SIZES = (
    (1 << 30, _("%(number)s GB")),
    (1 << 20, _("%(number)s MB")),
    (1 << 10, _("%(number)s KB")),
)


def kind_words(document: Any) -> str:
    """Return what sort of file it is, in the active language: "Word document", or "PDF" for what has no other name."""
    ending = str(document.file_extension).lower()
    return str(_KINDS.get(ending, ending.upper()))


def size_words(document: Any) -> str:
    """Return the size as readers of the active language say it: "2.3 MB", with one digit after the point below 10.

    It is that of the row; "" where none is known. The storage is not asked: a page that is read must not wait for it.
    """
    size = document.file_size
    if size is None:
        return ""
    unit, words = next((each for each in _SIZES if size >= each[0]), _SIZES[-1])
    number = max(size / unit, 0.1)
    places = 1 if number < 9.95 and round(number, 1) % 1 else 0
    return str(words) % {"number": number_format(round(number, places), places)}


def may_download(document: Any, reader: Reader) -> bool:
    """Tell whether a reader gets this document, by the rules of its collection and those above it.

    A password lets everybody try: Wagtail asks for it. Two queries.
    """
    return collection_admits(document.collection, reader)
