"""From the ranking to hits: counted in full, read only where they are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from search.analysis import excerpt, highlight
from search.documents import KIND
from search.engines.base import Counts, EngineError, Hit
from search.engines.database.filters import Sql
from search.models import IndexedDocument
from search.queries import AGES, SearchQuery, query_terms, title_words

COUNTED = 1000
"""Hits that are counted and can be leafed through."""
_TEXTS = ("title", "keywords", "headings", "summary", "body", "questions")


class Row(NamedTuple):
    """A row of the ranking, best first: those within the filters come before the others.

    Only the rows that are to be shown carry a document; elsewhere its fields are None.
    """

    place: int
    id: int
    wanted: int
    score: float
    language: str
    facets: str
    updated: datetime | str | None
    key: str | None
    kind: str
    title: str
    summary: str
    body: str
    helpful: float


class Ranking(NamedTuple):
    """A ranking, and which of its places are to be shown: those after `first`, up to `last`."""

    sql: Sql
    first: int
    last: int


def read_rows(*rankings: Ranking) -> list[list[Row]]:
    """Run rankings in one statement, each with the documents that are to be shown. Raises EngineError."""
    parts = [
        f"""
        SELECT {number} AS part, r.*, t.key, t.kind, t.title, t.summary, t.body, t.helpful
        FROM ({each.sql.text}) r LEFT JOIN search_indexeddocument t
            ON t.id = r.id AND r.wanted = 1 AND r.place > {each.first:d} AND r.place <= {each.last:d}
        """  # noqa: S608  # nosec B608 # our own SQL and numbers; values are parameters
        for number, each in enumerate(rankings)
    ]
    found: list[list[Row]] = [[] for _each in rankings]
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(parts) + " ORDER BY 1, 2", [value for each in rankings for value in each.sql.parameters]
            )
            for part, *row in cursor.fetchall():
                found[part].append(Row(*row))
    except DatabaseError as error:
        raise EngineError(f"database: {type(error).__name__}") from error
    return found


def as_they_stand(rows: list[Row], query: SearchQuery) -> list[Row]:
    """Return the rows whose documents have every phrase of the query as it stands, and none that is excluded."""
    phrases = [words for text in query.phrases if (words := _line(text))]
    forbidden = [words for text in query.excluded if len(title_words(text)) > 1 and (words := _line(text))]
    if not phrases and not forbidden:
        return rows
    kept: set[int] = set()
    for each in IndexedDocument.objects.filter(pk__in=[row.id for row in rows]).only(*_TEXTS).iterator():
        text = "\n".join(_line(getattr(each, name)) for name in _TEXTS)
        if all(phrase in text for phrase in phrases) and not any(phrase in text for phrase in forbidden):
            kept.add(each.pk)
    return [row for row in rows if row.id in kept]


def is_of_kind(row: Row, kinds: Collection[str]) -> bool:
    """Tell whether the document of a row is of one of the kinds; only rows that are shown carry their own."""
    return not {f"{KIND}:{kind}" for kind in kinds}.isdisjoint(row.facets.split("\n"))


def merged(first: list[Row], others: list[Row]) -> list[Row]:
    """Return the rows of two rankings, each document once."""
    known = {row.id for row in first}
    return [*first, *(row for row in others if row.id not in known)]


def _line(text: str) -> str:
    """Return the folded words of a text between blanks, so that a phrase is found at the edges of words only."""
    found = title_words(text)
    return f" {' '.join(found)} " if found else ""


def counts(rows: Iterable[Row], query: SearchQuery) -> Counts:
    """Return the number of hits of each facet's values, each facet within the choices of all the others."""
    chosen = {name: {f"{name}:{value}" for value in values} for name, values in query.filters if values}
    begins = {name: timezone.now() - age for name, age in AGES.items()}
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        lines = row.facets.split("\n")
        missed = {name for name, values in chosen.items() if values.isdisjoint(lines)}
        updated = _aware(row.updated)
        if query.updated and (updated is None or updated < begins[query.updated]):
            missed.add("updated")
        if len(missed) > 1:
            continue
        for line in lines:
            name, _colon, value = line.partition(":")
            if name and missed <= {name}:
                found[name][value] += 1
        if missed <= {"updated"} and updated is not None:
            found["updated"].update(name for name, begin in begins.items() if updated >= begin)
    return {name: dict(values) for name, values in found.items()}


def _aware(moment: datetime | str | None) -> datetime | None:
    """Return a time with its zone: SQLite keeps times in UTC, as text, and gives them back without."""
    read = parse_datetime(moment) if isinstance(moment, str) else moment
    return read.replace(tzinfo=UTC) if read is not None and read.tzinfo is None else read


def hits(rows: Collection[Row], query: SearchQuery) -> tuple[Hit, ...]:
    """Return the hits of these rows, in their order; those that came without a document are read in one query."""
    missing = [row.id for row in rows if row.key is None]
    documents = IndexedDocument.objects.in_bulk(missing) if missing else {}
    complete = (row if row.key is not None else _with_document(row, documents.get(row.id)) for row in rows)
    return tuple(_hit(row, query) for row in complete if row.key is not None)


def _with_document(row: Row, document: IndexedDocument | None) -> Row:
    if document is None:
        return row
    named = {name: getattr(document, name) for name in ("key", "kind", "title", "summary", "body", "helpful")}
    return row._replace(**named)


def _hit(row: Row, query: SearchQuery) -> Hit:
    terms = query_terms(query, row.language)
    passages = [excerpt(text, terms, row.language) for text in (row.summary, row.body) if text]
    return Hit(
        key=row.key or "",
        language=row.language,
        kind=row.kind,
        title=highlight(row.title, terms, row.language),
        # The summary is written to be read; the body comes before it only when it shows more of what was asked.
        excerpt=max(passages, key=lambda passage: passage.count("<mark>"), default=SafeString("")),
        score=row.score,
        helpful=row.helpful,
    )
