"""The engine itself: requests out, answers in, and one kind of error for everything that goes wrong between."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.documents import INTERNAL_LEVEL, Document
from search.engines.base import EngineError, Health, Progress, SearchResult, Suggestion
from search.engines.elasticsearch import answers, requests
from search.engines.elasticsearch.indexes import INTERNAL, PUBLIC, READ, SIDES, Indexes
from search.engines.elasticsearch.writing import fill, removing, replacing, send, side_of, source_of
from search.queries import SearchQuery

READ_TIMEOUT = 1.0
"""Seconds a reader waits for the server before the database answers instead."""
WRITE_TIMEOUT = 60.0
FEW = 3
"""Hits with all words below which any word will do."""


class ElasticsearchEngine:
    """Documents in Elasticsearch, one index per language and side."""

    name = "elasticsearch"
    excludes_waiting = False

    def __init__(self, url: str, prefix: str) -> None:
        self._client = Elasticsearch(url, request_timeout=READ_TIMEOUT, max_retries=0, retry_on_timeout=False)
        self._writer = self._client.options(request_timeout=WRITE_TIMEOUT)
        self._indexes = Indexes(self._writer, prefix)
        self._known_languages: set[str] = set()

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go. Searches see it at once."""
        with _one_kind_of_error():
            self._ensure({document.language for document in documents})
            try:
                send(self._writer, replacing(documents, self._indexes), refresh=True)
            except EngineError:
                self._known_languages.clear()  # perhaps somebody removed the indexes
                raise

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys. Searches see it at once."""
        with _one_kind_of_error():
            send(self._writer, removing(keys, self._indexes.write_aliases()), refresh=True)

    def search(self, query: SearchQuery) -> SearchResult:
        """Return one page of hits in the query's language: with all words, or with any when those are few."""
        found = self._search(query, [query.language], all_words=True)
        return found if found.total >= FEW else self._search(query, [query.language], all_words=False)

    def search_elsewhere(self, query: SearchQuery, languages: Collection[str]) -> SearchResult:
        """Return the best hits in other languages; each index reads the words in its own way."""
        return self._search(query, languages, all_words=True) if languages else SearchResult()

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return titles that hold the words of the text, the last of which may be unfinished."""
        with _readable_answer():
            answer = self._client.search(index=self._readable(query, [query.language]), **_body(requests.suggest_body(query)))
            return answers.suggestions(answer)

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Fill new indexes, then put them in the place of the old ones at once. A killed run leaves the old ones."""
        with _one_kind_of_error():
            self._indexes.remove_abandoned()
            names = self._new_indexes([code for code, _name in settings.LANGUAGES])
            count = fill(self._writer, self._actions(documents, names), progress)
            self._indexes.swap(names)
            self._known_languages.update(language for _side, language in names)
            return count

    def health(self) -> Health:
        """Return the state; never raises."""
        try:
            with _readable_answer():
                status = self._client.cluster.health()["status"]
                names = [self._indexes.alias(side, code, READ) for side in SIDES for code, _name in settings.LANGUAGES]
                count = int(self._client.count(index=names)["count"])
        except EngineError as error:
            return Health(False, 0, f"Elasticsearch: {error.reason}")
        return Health(status != "red", count, f"Elasticsearch: {status}, {count} documents")

    def drop(self) -> None:
        """Remove all indexes of this prefix; for tests and for moving out."""
        with _one_kind_of_error():
            self._indexes.drop()
            self._known_languages.clear()

    def _search(self, query: SearchQuery, languages: Collection[str], *, all_words: bool) -> SearchResult:
        with _readable_answer():
            body = requests.search_body(query, all_words=all_words)
            answer = self._client.search(index=self._readable(query, languages), **_body(body))
            return answers.result(answer, query)

    def _readable(self, query: SearchQuery, languages: Iterable[str]) -> list[str]:
        """Return the aliases that this reader's request goes to: nobody below agents touches the internal side."""
        sides = (PUBLIC, INTERNAL) if query.level >= INTERNAL_LEVEL else (PUBLIC,)
        return [self._indexes.alias(side, language, READ) for language in languages for side in sides]

    def _ensure(self, languages: Collection[str]) -> None:
        for language in set(languages) - self._known_languages:
            self._indexes.ensure(language)
            self._known_languages.add(language)

    def _new_indexes(self, languages: Iterable[str]) -> dict[tuple[str, str], str]:
        self._stamp = int(time.time())
        return {
            (side, language): self._indexes.create(side, language, stamp=self._stamp) for language in languages for side in SIDES
        }

    def _actions(self, documents: Iterable[Document], names: dict[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
        for document in documents:
            if (PUBLIC, document.language) not in names:  # a language that is no longer, or not yet, set up
                for side in SIDES:
                    names[side, document.language] = self._indexes.create(side, document.language, stamp=self._stamp)
            name = names[side_of(document), document.language]
            yield {"_index": name, "_id": document.id, "_source": source_of(document)}


def _body(body: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a request by the names of the client's arguments."""
    return {{"from": "from_", "_source": "source"}.get(name, name): value for name, value in body.items()}


@contextmanager
def _one_kind_of_error() -> Iterator[None]:
    """Turn whatever the client raises into EngineError. Its reason never holds what was searched."""
    try:
        yield
    except ApiError as error:
        raise EngineError(f"status {error.meta.status}, {error.error if error.meta.status != 400 else 'refused'}") from error
    except TransportError as error:
        raise EngineError(type(error).__name__) from error


@contextmanager
def _readable_answer() -> Iterator[None]:
    """The same, and an answer of another shape than asked for is an error of the engine too."""
    try:
        with _one_kind_of_error():
            yield
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise EngineError("unreadable answer") from error
