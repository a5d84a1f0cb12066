"""The database engine: writing, searching and its own state."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from search.documents import Document
from search.engines.base import Health, Progress, SearchResult, Suggestion
from search.engines.database.postgresql import PostgresqlTerms
from search.engines.database.requests import Join, text_expression, title_expression
from search.engines.database.results import COUNTED, Row, read_rows, result
from search.engines.database.rows import stored_document, term_row
from search.engines.database.sqlite import SqliteTerms
from search.models import IndexedDocument
from search.queries import SearchQuery

FEW = 3
"""Hits with all words below which any word will do."""
BATCH = 500
"""Documents of one transaction of a rebuild."""


class DatabaseEngine:
    """Documents in a table, their terms in the database's own full-text search."""

    name = "database"
    excludes_waiting = True

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go."""
        with transaction.atomic():
            self.remove({document.key for document in documents})
            stored = IndexedDocument.objects.bulk_create([stored_document(document) for document in documents], batch_size=BATCH)
            _terms().write([term_row(each) for each in stored])

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys."""
        waiting = iter(keys)
        while batch := list(islice(waiting, BATCH)):
            with transaction.atomic():
                gone = list(IndexedDocument.objects.filter(key__in=batch).values_list("pk", flat=True))
                _terms().delete(gone)
                IndexedDocument.objects.filter(pk__in=gone).delete()

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of hits in the query's language: with all words, or with any when those are few."""
        rows: list[Row] = []
        asked = ""
        for join in Join:
            expression = text_expression(query.text, query.language, _terms().syntax, join)
            if expression and expression != asked and sum(row.wanted for row in rows) < FEW:
                asked = expression
                rows = read_rows(_terms().ranked(expression, query, [query.language], COUNTED + 1), query)
        if not asked and (expression := title_expression(query.text, _terms().syntax, last_is_unfinished=False)):
            rows = read_rows(_terms().ranked_titles(expression, query, [query.language], COUNTED + 1), query)
        return result(rows, query)

    def search_elsewhere(self, query: SearchQuery, languages: Collection[str]) -> SearchResult:
        """Return the best hits in other languages: the words as each of them reads them, all of them there."""
        syntax = _terms().syntax
        versions = [text_expression(query.text, each, syntax, Join.ALL) for each in languages]
        expression = syntax.any_of(versions) if (versions := list(filter(None, dict.fromkeys(versions)))) else ""
        if not expression:
            return SearchResult()
        return result(read_rows(_terms().ranked(expression, query, languages, query.size), query), query)

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return titles that hold the words of the text, the last of which may be unfinished."""
        expression = title_expression(query.text, _terms().syntax, last_is_unfinished=True)
        if not expression:
            return []
        rows = read_rows(_terms().ranked_titles(expression, query, [query.language], query.size), query)
        return [Suggestion(row.key, row.title, row.kind) for row in rows]

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Write everything anew, batch by batch, then remove what was not written. Can be killed and begun again."""
        begun = timezone.now()
        written = 0
        source = iter(documents)
        while True:
            # A page is read and written in one transaction: on SQLite nobody can change it in between.
            with transaction.atomic():
                batch = list(islice(source, BATCH))
                self.index(batch)
            written += len(batch)
            if progress:
                progress(written)
            if len(batch) < BATCH:
                break
        self.remove(IndexedDocument.objects.filter(written__lt=begun).values_list("key", flat=True).distinct())
        return written

    def health(self) -> Health:
        """Return the state; never raises."""
        try:
            with transaction.atomic():
                count = IndexedDocument.objects.count()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM search_terms")
                    terms = cursor.fetchone()[0]
        except DatabaseError as error:
            return Health(False, 0, f"database search: {type(error).__name__}")
        if count != terms:
            return Health(False, count, f"database search: {terms} of {count} documents can be found")
        return Health(True, count, f"database search: {count} documents")


def _terms() -> SqliteTerms | PostgresqlTerms:
    return PostgresqlTerms() if connection.vendor == "postgresql" else SqliteTerms()
