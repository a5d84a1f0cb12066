"""Keeping the table of words: new documents each minute, everything counted anew each night.

Documents of certain groups bring no words. How far the additions got stands in the one row without a language, as
"<id of the last document>:<when words changed>". A document that is written again gets a new id, so it is read again and
its words count twice until the night; a document that is gone keeps its words until then, which is why nothing is
offered without asking the index (`engines.database.holding`).
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet

from search.documents import TOP_LEVEL
from search.models import IndexedDocument, VocabularyWord
from search.spelling.vocabulary import MOST_WORDS, forget
from search.spelling.writing import written_words

Item = TypeVar("Item")
Row = tuple[str, str, int, int]
"""Language, word, level, documents."""

BATCH = 500
"""Documents of one transaction."""
WORDS_AT_ONCE = 900
"""Words of one query: SQLite takes 999 parameters everywhere."""
_TABLE = "search_vocabularyword"
_SET = "ON CONFLICT (language, word) DO UPDATE SET level = excluded.level, documents = excluded.documents"
_ADD = f"""
ON CONFLICT (language, word) DO UPDATE SET documents = {_TABLE}.documents + excluded.documents,
    level = CASE WHEN excluded.level < {_TABLE}.level THEN excluded.level ELSE {_TABLE}.level END
"""  # nosec B608 # our own table
_NAMED = ("title", "keywords", "headings", "summary", "questions")


class Tally:
    """How many documents have each word, and the lowest audience that reads one of them."""

    def __init__(self) -> None:
        self.documents: Counter[str] = Counter()
        self.named: set[str] = set()
        self._by_level: tuple[set[str], ...] = tuple(set() for _level in range(TOP_LEVEL))

    def add(self, named: str, body: str, level: int) -> None:
        """Count one document."""
        titles = written_words(named)
        found = titles | written_words(body)
        self.documents.update(found)
        self.named |= titles
        if level < TOP_LEVEL:
            self._by_level[level].update(found)

    def level(self, word: str) -> int:
        """Return the lowest audience that reads the word."""
        return next((level for level, found in enumerate(self._by_level) if word in found), TOP_LEVEL)

    def rows(self, language: str) -> Iterator[Row]:
        """Yield the rows of the table."""
        for word, documents in self.documents.items():
            yield language, word, self.level(word), documents

    def thin(self, most: int) -> None:
        """Leave out words of a single body, then the rarest, when there are more than `most`."""
        if len(self.documents) > most:
            self.documents = Counter({word: count for word, count in self.documents.items() if count > 1 or word in self.named})
        if len(self.documents) > most:
            self.documents = Counter(dict(self.documents.most_common(most)))


def vocabulary_refresh(full: bool = False) -> int:
    """Add the words of documents written since the last run, or count everything anew; return the words changed.

    The first run counts everything. Can be killed and begun again at any moment; nothing is counted twice by it.
    """
    changed = _count_anew() if full or not VocabularyWord.objects.filter(language="").exists() else _add_new()
    if changed:
        forget()
    return changed


def _add_new() -> int:
    changed = 0
    while True:
        with transaction.atomic():
            mark, version = _mark()
            ids = list(IndexedDocument.objects.filter(pk__gt=mark).order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not ids:
                return changed
            tallies: defaultdict[str, Tally] = defaultdict(Tally)
            for language, level, named, body in _texts(IndexedDocument.objects.filter(pk__gt=mark, pk__lte=ids[-1])):
                tallies[language].add(named, body, level)
            written = sum(_write(tally.rows(language), _ADD) for language, tally in tallies.items())
            _set_mark(ids[-1], _now() if written else version)
            changed += written


def _count_anew() -> int:
    last = IndexedDocument.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    languages = set(IndexedDocument.objects.values_list("language", flat=True).distinct())
    stored = VocabularyWord.objects.exclude(language="").values_list("language", flat=True).distinct()
    changed = sum(_replace(language) for language in sorted(languages.union(stored)))
    _set_mark(last, _now())
    return changed


def _replace(language: str) -> int:
    """Count a language anew and write what differs, batch by batch: each row is true by itself."""
    tally = Tally()
    for _language, level, named, body in _texts(IndexedDocument.objects.filter(language=language)):
        tally.add(named, body, level)
        if len(tally.documents) > 4 * MOST_WORDS:
            tally.thin(2 * MOST_WORDS)
    tally.thin(MOST_WORDS)
    rows = VocabularyWord.objects.filter(language=language).values_list("word", "pk", "level", "documents")
    stored = {word: (pk, level, documents) for word, pk, level, documents in rows.iterator(chunk_size=5000)}
    gone = [pk for word, (pk, _level, _documents) in stored.items() if word not in tally.documents]
    for batch in _batches(gone, WORDS_AT_ONCE):
        VocabularyWord.objects.filter(pk__in=batch).delete()
    differing = (row for row in tally.rows(language) if row[2:] != stored.get(row[1], (0, 0, 0))[1:])
    return len(gone) + _write(differing, _SET)


def _write(rows: Iterable[Row], on_conflict: str) -> int:
    """Write words in statements of the database's own: twenty thousand a second are made and thrown away by models."""
    written = 0
    for batch in _batches(rows, WORDS_AT_ONCE // 4):
        places = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
        statement = f"INSERT INTO {_TABLE} (language, word, level, documents) VALUES {places} {on_conflict}"  # noqa: S608  # nosec B608
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for row in batch for value in row])
        written += len(batch)
    return written


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def _texts(documents: QuerySet[IndexedDocument]) -> Iterator[tuple[str, int, str, str]]:
    """Yield language, audience, what is named and the body of documents that are for no certain groups."""
    columns: Any = ("language", "min_level", "body", *_NAMED)
    rows = documents.filter(required_groups="").order_by("pk").values_list(*columns)
    for language, level, body, *named in rows.iterator(chunk_size=BATCH):
        yield language, level, "\n".join(named), body


def _mark() -> tuple[int, str]:
    """Return the last document that was read and when words changed; whoever else adds waits until this is done."""
    row = VocabularyWord.objects.select_for_update().filter(language="").first()
    document, _colon, version = (row.word if row else "0:").partition(":")
    return int(document), version


def _set_mark(document: int, version: str) -> None:
    if not VocabularyWord.objects.filter(language="").update(word=f"{document}:{version}"):
        VocabularyWord.objects.create(language="", word=f"{document}:{version}", level=TOP_LEVEL, documents=0)


def _now() -> str:
    return str(time.time_ns())
