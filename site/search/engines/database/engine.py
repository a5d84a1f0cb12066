"""The database engine: writing, searching and its own state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from search.documents import KIND, Document
from search.engines.base import ELSEWHERE, FEW, Health, Progress, SearchResult, Suggestion
from search.engines.database.inventory import DatabaseInventory
from search.engines.database.listing import listed
from search.engines.database.made_by import has_outdated
from search.engines.database.requests import Join, text_expression, title_expression
from search.engines.database.results import COUNTED, Ranking, Row, as_they_stand, counts, hits, is_of_kind, merged, read_rows
from search.engines.database.rows import stored_document, term_row
from search.engines.database.terms import site_terms
from search.engines.stored import Inventory
from search.models import IndexedDocument
from search.queries import SearchQuery
from search.sources import key_batches

BATCH = 500
"""Documents of one transaction of a rebuild."""
UNIQUE = ["key", "min_level"]
"""What no two rows share."""
WRITTEN = [each.name for each in IndexedDocument._meta.concrete_fields if each.name not in ("id", *UNIQUE)]


class DatabaseEngine:
    """Documents in a table, their terms in the database's own full-text search."""

    name = "database"
    excludes_waiting = True

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go."""
        # In one order, so that writers of the same documents wait for each other and never both.
        rows = [stored_document(each) for each in sorted(documents, key=attrgetter("key", "min_level"))]
        with transaction.atomic():
            self.remove({row.key for row in rows})
            # The outbox may have written the same page since: PostgreSQL shows that to the write only.
            stored = IndexedDocument.objects.bulk_create(
                rows, batch_size=BATCH, update_conflicts=True, unique_fields=UNIQUE, update_fields=WRITTEN
            )
            site_terms().write([term_row(each) for each in stored])

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys."""
        waiting = iter(sorted(keys))
        while batch := list(islice(waiting, BATCH)):
            with transaction.atomic():
                found = IndexedDocument.objects.select_for_update().filter(key__in=batch)
                gone = list(found.order_by("key", "min_level").values_list("pk", flat=True))
                site_terms().delete(gone)
                IndexedDocument.objects.filter(pk__in=gone).delete()

    def search(self, query: SearchQuery, other_languages: Collection[str] = ()) -> SearchResult:
        """Return one page of hits in the query's language: with all words, or with any when those are few."""
        rows, elsewhere, full = self._rows(query, other_languages)
        counted = rows[:COUNTED]
        wanted = [row for row in counted if row.wanted]
        return SearchResult(
            hits=hits(wanted[query.offset : query.offset + query.size], query),
            total=len(wanted),
            counts=counts(counted, query),
            full=min(full, len(wanted)),
            is_capped=len(rows) > COUNTED,
            elsewhere=hits(elsewhere[:ELSEWHERE], query) if full < FEW else (),
            languages=dict(Counter(row.language for row in elsewhere)),
        )

    def _rows(self, query: SearchQuery, others: Collection[str]) -> tuple[list[Row], list[Row], int]:
        """Return the ranking, the one of other languages, and how many rows have all words; those that lack some come last."""
        if query.is_listing:
            ranking = Ranking(listed(query, COUNTED + 1), query.offset, query.offset + query.size)
            rows = as_they_stand(read_rows(ranking)[0], query)
            return rows, [], len(rows)
        syntax = site_terms().syntax
        with_all = text_expression(query, query.language, syntax, Join.ALL)
        if not with_all:
            return self._stop_words_in_titles(query)
        asked = [self._ranking(with_all, query, [query.language])]
        if elsewhere := self._elsewhere(query, others):
            asked.append(elsewhere)
        if led := self._led(query):
            asked.insert(1, led)
        rows, *more = (as_they_stand(found, query) for found in read_rows(*asked))
        if led:
            first = [row for row in more.pop(0) if is_of_kind(row, query.leading)]
            rows = merged(first, rows)
        foreign = [row for found in more for row in found if row.wanted]
        full = sum(row.wanted for row in rows)
        with_any = text_expression(query, query.language, syntax, Join.ANY)
        if with_any == with_all or full >= (1 if query.is_narrowed else FEW):
            return rows, foreign, full
        (some,) = read_rows(self._ranking(with_any, replace(query, leading=()), [query.language]))
        return merged(rows, as_they_stand(some, query)), foreign, full

    def _led(self, query: SearchQuery) -> Ranking | None:
        """Return the ranking in which leading kinds come first, when they need not have all the words; None otherwise."""
        own = query.of_leading
        if own is query:
            return None
        if expression := text_expression(own, query.language, site_terms().syntax, Join.ALL):
            return self._ranking(expression, own, [query.language])
        every = replace(own, segments=(), filters=(*query.filters, (KIND, query.leading)))
        return Ranking(listed(every, COUNTED + 1), query.offset, query.offset + query.size)

    def _ranking(self, expression: str, query: SearchQuery, languages: Collection[str]) -> Ranking:
        return Ranking(site_terms().ranked(expression, query, languages, COUNTED + 1), query.offset, query.offset + query.size)

    def _stop_words_in_titles(self, query: SearchQuery) -> tuple[list[Row], list[Row], int]:
        """Return what `_rows` does for a query of nothing but stop words, which may be somebody's title or a part of one."""
        syntax = site_terms().syntax
        every, some = (title_expression(query.text, syntax, last_is_unfinished=False, join=join) for join in (Join.ALL, Join.ANY))
        rows = self._titles(every, query, COUNTED + 1) if every else []
        full = sum(row.wanted for row in rows)
        if full < (1 if query.is_narrowed else FEW) and some != every:
            rows = merged(rows, self._titles(some, query, COUNTED + 1))
        return rows, [], full

    def _titles(self, expression: str, query: SearchQuery, most: int) -> list[Row]:
        ranked = site_terms().ranked_titles(expression, query, [query.language], most)
        return read_rows(Ranking(ranked, query.offset, query.offset + query.size))[0]

    def _elsewhere(self, query: SearchQuery, languages: Collection[str]) -> Ranking | None:
        """Return the ranking in other languages: the words as each of them reads them, all of them there."""
        syntax = site_terms().syntax
        versions = [text_expression(query, each, syntax, Join.ALL) for each in languages]
        expression = syntax.any_of(versions) if (versions := list(filter(None, dict.fromkeys(versions)))) else ""
        return Ranking(site_terms().ranked(expression, query, languages, COUNTED), 0, ELSEWHERE) if expression else None

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return documents with the words of the text in a title or question; the last may be unfinished."""
        expression = title_expression(query.text, site_terms().syntax, last_is_unfinished=True)
        if not expression:
            return []
        ids = [row.id for row in self._titles(expression, query, query.size)]
        documents = IndexedDocument.objects.only("key", "title", "kind", "questions").in_bulk(ids)
        found = [documents[each] for each in ids if each in documents]
        return [Suggestion(each.key, each.title, each.kind, tuple(filter(None, each.questions.split("\n")))) for each in found]

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
        site_terms().optimize()
        return written

    def outdated(self) -> list[str]:
        """Return why it should be rebuilt, a few words for each reason; empty when it is as this code makes it."""
        if has_outdated():
            return ["made by another version"]
        if not IndexedDocument.objects.exists() and next(key_batches(), None):
            return ["empty"]
        return []

    def inventory(self) -> Inventory:
        """Return what it has, for a check."""
        return DatabaseInventory()

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
