"""A document as the database keeps it: its row, and the row of its terms."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import analyse, words
from search.documents import Document, storable
from search.models import IndexedDocument

# A page named by the query comes before one that mentions it, and the words that editors add by hand are nearly titles.
# In the order of the table: title, keywords, headings, summary, body.
FIELD_WEIGHTS = (4.0, 3.0, 2.0, 1.5, 1.0)


@dataclass(frozen=True, slots=True)
class TermRow:
    """Analysed terms, field by field, in the order of the text."""

    document_id: int
    title: list[str]
    keywords: list[str]
    headings: list[str]
    summary: list[str]
    body: list[str]
    title_words: list[str]

    def searched(self) -> tuple[list[str], ...]:
        """Return the terms of the fields that are searched, in the order of FIELD_WEIGHTS."""
        return self.title, self.keywords, self.headings, self.summary, self.body

    def columns(self) -> tuple[list[str], ...]:
        """Return the terms of all fields, in the order of the full-text table."""
        return *self.searched(), self.title_words


def term_row(stored: IndexedDocument) -> TermRow:
    """Analyse a stored document in its own language."""
    language = stored.language
    return TermRow(
        document_id=stored.pk,
        title=analyse(stored.title, language),
        keywords=analyse(f"{stored.keywords}\n{stored.tags}", language),
        headings=analyse(stored.headings, language),
        summary=analyse(stored.summary, language),
        body=analyse(stored.body, language),
        title_words=words(stored.title),
    )


def stored_document(document: Document) -> IndexedDocument:
    """Return the row of a document, not saved."""
    return IndexedDocument(
        key=document.key,
        language=document.language,
        translation_key=document.translation_key,
        min_level=document.min_level,
        max_level=document.max_level,
        required_groups=document.required_groups,
        kind=document.kind,
        title=storable(document.title)[:255],
        keywords=storable(document.keywords),
        summary=storable(document.summary),
        headings=storable(document.headings),
        body=storable(document.body),
        category_path="".join(f"/{each}" for each in document.category_path) + "/" if document.category_path else "",
        category_title=storable(document.category_title)[:255],
        tags="\n".join(map(storable, document.tags)),
        updated=document.updated,
        helpful=document.helpful,
    )
