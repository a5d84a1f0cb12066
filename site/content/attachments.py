"""What readers are told of the files that belong to a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.audiences import Reader
from content.documents import kind_words, may_download, size_words


@dataclass(frozen=True)
class Attachment:
    """A file as readers see it; `kind` and `size` are words in the active language."""

    title: str
    url: str
    kind: str
    size: str


def attachments_of(page: Any, reader: Reader) -> list[Attachment]:
    """Return the files of a page that this reader may download, in order: its `attachments` have a document and a title.

    One query, or none when the page knows that there are none (`has_attachments`); two more for each collection with files.
    """
    staged = page._cluster_related_objects.get("attachments") if hasattr(page, "_cluster_related_objects") else None
    if staged is None and not getattr(page, "has_attachments", True):
        return []
    rows = staged if staged is not None else page.attachments.select_related("document__collection").order_by("sort_order")
    collections = {row.document.collection_id: row.document for row in rows}
    open_ones = {pk for pk, document in collections.items() if may_download(document, reader)}
    return [_attachment(row.title or row.document.title, row.document) for row in rows if row.document.collection_id in open_ones]


def _attachment(title: str, document: Any) -> Attachment:
    return Attachment(title=title, url=str(document.url), kind=kind_words(document), size=size_words(document))
