"""A document as the database keeps it: its row, and the row of its terms."""

from __future__ import annotations

from dataclasses import dataclass

from search import ranking
from search.analysis import analyse, words
from search.documents import TAG, Document, storable
from search.engines.database.made_by import stored_version
from search.models import IndexedDocument

# In the order of the table.
FIELD_WEIGHTS = tuple(ranking.FIELD_WEIGHTS[name] for name in ("title", "keywords", "headings", "summary", "body"))


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
        keywords=analyse(f"{stored.keywords}\n{tags_of(stored.facets)}", language),
        headings=analyse(stored.headings, language),
        summary=analyse(stored.summary, language),
        body=analyse(stored.body, language),
        title_words=words(f"{stored.title}\n{stored.questions}"),
    )


def stored_document(document: Document) -> IndexedDocument:
    """Return the row of a document, not saved."""
    return IndexedDocument(
        key=document.key,
        language=document.language,
        min_level=document.min_level,
        max_level=document.max_level,
        required_groups=document.required_groups,
        kind=document.kind,
        title=storable(document.title)[:255],
        keywords=storable(document.keywords),
        summary=storable(document.summary),
        headings=storable(document.headings),
        body=storable(document.body),
        category_title=storable(document.category_title)[:255],
        questions="\n".join(map(storable, document.questions)),
        facets=facet_lines(document.facets),
        updated=document.updated,
        helpful=document.helpful,
        views=document.views,
        fades=document.fades,
        is_stale=document.is_stale,
        version=stored_version(document),
    )


def facet_lines(facets: dict[str, tuple[str, ...]]) -> str:
    """Return facets as text in which a line is looked for: name:value between line breaks."""
    lines = [f"{name}:{value}" for name, values in facets.items() for value in values]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def tags_of(lines: str) -> str:
    """Return the tags of facet lines, one in a line."""
    return "\n".join(line.partition(":")[2] for line in lines.split("\n") if line.startswith(f"{TAG}:"))
