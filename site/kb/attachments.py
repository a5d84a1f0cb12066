"""What readers are told of the files of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kb.models import ArticlePage

_KINDS: dict[str | Promise, str] = {
    _("PDF document"): "pdf",
    _("Text document"): "doc docx odt rtf pages",
    _("Spreadsheet"): "xls xlsx ods csv tsv numbers",
    _("Presentation"): "ppt pptx odp key",
    _("Plain text"): "txt md log",
    _("Picture"): "png jpg jpeg gif webp avif svg heic tif tiff",
    _("Video"): "mp4 webm mov avi mkv",
    _("Sound"): "mp3 wav ogg m4a flac",
    _("Archive"): "zip gz tgz 7z rar tar",
}
KINDS = {extension: words for words, extensions in _KINDS.items() for extension in extensions.split()}
"""Endings of file names to what such a file is called."""


_SIZES = (
    (1 << 30, _("%(number)s GB")),
    (1 << 20, _("%(number)s MB")),
    (1 << 10, _("%(number)s KB")),
)


@dataclass(frozen=True)
class Attachment:
    """A file as readers see it. `kind` is a word such as "Spreadsheet", or "" for an ending that has none."""

    title: str
    url: str
    extension: str
    kind: str | Promise
    size: str


def attachments_of(page: ArticlePage) -> list[Attachment]:
    """Return the files of an article, in order. One query, or none when there are none."""
    staged = page._cluster_related_objects.get("attachments") if hasattr(page, "_cluster_related_objects") else None
    if staged is None and not page.has_attachments:
        return []
    rows = staged if staged is not None else page.attachments.select_related("document").order_by("sort_order")
    return [_attachment(row.title or row.document.title, row.document) for row in rows]


def _attachment(title: str, document: object) -> Attachment:
    extension = str(getattr(document, "file_extension", "")).lower()
    size = getattr(document, "file_size", None)
    return Attachment(
        title=title,
        url=str(getattr(document, "url", "")),
        extension=extension,
        kind=KINDS.get(extension, ""),
        # Not asked of the storage: a page that is read must not wait for it.
        size=size_in_words(size) if size is not None else "",
    )


def size_in_words(size: int) -> str:
    """Return a number of bytes as readers of the active language say it: "2.3 MB", with one digit after the point below 10."""
    unit, words = next((each for each in _SIZES if size >= each[0]), _SIZES[-1])
    number = max(size / unit, 0.1)
    places = 1 if number < 9.95 and round(number, 1) % 1 else 0
    return str(words) % {"number": number_format(round(number, places), places)}
