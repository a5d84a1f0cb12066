"""Documents on their way to the server."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from search.documents import Document, storable, variant_ids
from search.engines.base import EngineError, Progress
from search.engines.elasticsearch.indexes import INTERNAL, PUBLIC, WRITE, Indexes

CHUNK = 500
WORKERS = 2
PENDING = 4
"""Chunks that are on their way at once: more would only fill the memory."""

Action = dict[str, Any]


def source_of(document: Document) -> dict[str, Any]:
    """Return a document as the server keeps it."""
    return {
        "key": document.key,
        "language": document.language,
        "translation_key": document.translation_key,
        "min_level": document.min_level,
        "max_level": document.max_level,
        "required_groups": document.required_groups,
        "kind": document.kind,
        "title": storable(document.title),
        "keywords": storable(document.keywords),
        "summary": storable(document.summary),
        "headings": storable(document.headings),
        "body": storable(document.body),
        "category": list(document.category_path),
        "tags": [storable(tag) for tag in document.tags],
        "updated": document.updated.isoformat() if document.updated else None,
        "helpful": document.helpful,
    }


def side_of(document: Document) -> str:
    """Return the side on which a document lives: what only agents may see is kept physically apart."""
    return INTERNAL if document.is_internal else PUBLIC


def replacing(documents: Collection[Document], indexes: Indexes) -> Iterator[Action]:
    """Yield what writes these documents and removes every other variant of their keys in their language."""
    written = {(document.id, side_of(document)) for document in documents}
    for document in documents:
        yield {
            "_index": indexes.alias(side_of(document), document.language, WRITE),
            "_id": document.id,
            "_source": source_of(document),
            "require_alias": True,
        }
    for key, language in {(document.key, document.language) for document in documents}:
        for side in (PUBLIC, INTERNAL):
            gone = [each for each in variant_ids(key) if (each, side) not in written]
            yield from _removals(gone, indexes.alias(side, language, WRITE))


def removing(keys: Collection[str], aliases: Iterable[str]) -> Iterator[Action]:
    """Yield what removes every variant of these keys behind these aliases."""
    ids = [each for key in keys for each in variant_ids(key)]
    for alias in aliases:
        yield from _removals(ids, alias)


def _removals(ids: Iterable[str], alias: str) -> Iterator[Action]:
    return ({"_op_type": "delete", "_index": alias, "_id": each, "require_alias": True} for each in ids)


def send(client: Elasticsearch, actions: Iterable[Action], *, refresh: bool) -> None:
    """Send actions in order. Raises EngineError when the server refuses one; what is to be removed may be absent."""
    _done, errors = bulk(client, actions, chunk_size=CHUNK, refresh=refresh, raise_on_error=False)
    refused = [each for each in errors if not _is_absent(each)] if isinstance(errors, list) else []
    if refused:
        what = next(iter(refused[0].values()))
        kind = (what.get("error") or {}).get("type", "") if isinstance(what.get("error"), dict) else ""
        raise EngineError(f"{len(refused)} documents refused ({kind or what.get('status')})")


def _is_absent(error: dict[str, Any]) -> bool:
    return "delete" in error and error["delete"].get("status") == 404 and "error" not in error["delete"]


def fill(client: Elasticsearch, actions: Iterable[Action], progress: Progress | None) -> int:
    """Send actions in parallel, without order; return their number.

    This thread alone takes from `actions`, for they come from the database, whose connection belongs to it.
    """
    source, count = iter(actions), 0
    pending: deque[Future[None]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="search-fill") as pool:
        while chunk := list(islice(source, CHUNK)):
            pending.append(pool.submit(send, client, chunk, refresh=False))
            if len(pending) >= PENDING:
                pending.popleft().result()
            count += len(chunk)
            if progress:
                progress(count)
        for each in pending:
            each.result()
    return count
