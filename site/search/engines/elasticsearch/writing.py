"""Documents on their way to the server: what is kept of them, where, and what goes for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from search.documents import Document, storable, variant_ids
from search.engines.elasticsearch.bulk import Operation, removal, writing
from search.engines.elasticsearch.indexes import INTERNAL, PUBLIC, WRITE, Indexes


def source_of(document: Document) -> dict[str, Any]:
    """Return a document as the server keeps it."""
    return {
        "key": document.key,
        "language": document.language,
        "min_level": document.min_level,
        "max_level": document.max_level,
        "required_groups": document.required_groups,
        "kind": document.kind,
        "title": storable(document.title),
        "keywords": storable("\n".join([document.keywords, *document.tags])),
        "summary": storable(document.summary),
        "headings": storable(document.headings),
        "body": storable(document.body),
        "questions": [storable(question) for question in document.questions],
        "facets": {name: list(values) for name, values in document.facets.items()},
        "updated": document.updated.isoformat() if document.updated else None,
        "helpful": document.helpful,
        "views": document.views,
        "fades": document.fades,
        "is_stale": document.is_stale,
        "version": document.version,
    }


def side_of(document: Document) -> str:
    """Return the side on which a document lives: what only agents may see is kept physically apart."""
    return INTERNAL if document.is_internal else PUBLIC


def replacing(documents: Collection[Document], indexes: Indexes, stamp: int) -> Iterator[Operation]:
    """Yield what writes these documents and removes every other variant of their keys in their language.

    `stamp`: when the pages were read, in microseconds; what was read later stays.
    """
    written = {(document.id, side_of(document)) for document in documents}
    for document in documents:
        alias = indexes.alias(side_of(document), document.language, WRITE)
        yield writing(alias, document.key, document.id, source_of(document), stamp)
    for key, language in dict.fromkeys((document.key, document.language) for document in documents):
        for side in (PUBLIC, INTERNAL):
            gone = [each for each in variant_ids(key) if (each, side) not in written]
            yield from (removal(indexes.alias(side, language, WRITE), key, each, stamp) for each in gone)


def removing(keys: Collection[str], aliases: Iterable[str], stamp: int) -> Iterator[Operation]:
    """Yield what removes every variant of these keys behind these aliases, unless it was read later than `stamp`."""
    return (removal(alias, key, each, stamp) for alias in aliases for key in keys for each in variant_ids(key))
