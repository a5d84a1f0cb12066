"""The engine itself: requests out, answers in, and one kind of error for everything that goes wrong between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from search.documents import INTERNAL_LEVEL, Document
from search.engines.base import FEW, DocumentsRefused, EngineError, Health, Progress, SearchResult, Suggestion
from search.engines.clock import stamp_now
from search.engines.deadline import deadline, seconds_left
from search.engines.elasticsearch import answers, requests
from search.engines.elasticsearch.bulk import Operation, fill, send, writing
from search.engines.elasticsearch.client import Options, connect, is_there, one_kind_of_error, readable_answer, whole
from search.engines.elasticsearch.indexes import FILLING, INTERNAL, PUBLIC, READ, SIDES, Indexes
from search.engines.elasticsearch.inventory import ServerInventory
from search.engines.elasticsearch.state import State
from search.engines.elasticsearch.writing import removing, replacing, side_of, source_of
from search.engines.stored import Inventory
from search.queries import SearchQuery

READ_TIMEOUT = 0.8
"""Seconds a reader waits for the server, for all that a page asks of it, before the database answers instead."""
WRITE_TIMEOUT = 60.0
MOST_REFUSED = 100
"""Keys whose documents a rebuild may leave out; more of them mean that something is wrong with the index."""

_Search = tuple[dict[str, Any], dict[str, Any]]
"""Where a search goes, and its body."""
BESIDE = {"allow_partial_search_results": True, "ignore_unavailable": True}
"""For what is shown beside the results: other languages may be lacking, and do not take this one with them."""


class ElasticsearchEngine:
    """Documents in Elasticsearch, one index per language and side."""

    name = "elasticsearch"
    excludes_waiting = False

    def __init__(
        self,
        urls: str,
        prefix: str,
        options: Options | None = None,
        *,
        timeout: float | None = None,
        languages: Collection[str] | None = None,
    ) -> None:
        """Make an engine for hosts with commas between them; nothing is sent yet.

        `timeout`: seconds for what is read, where nobody waits for it as a reader does. `languages`: codes of the indexes that
        a rebuild makes even when there are no documents; those of the site unless given.
        """
        self._languages = languages
        self.patience = READ_TIMEOUT if timeout is None else timeout
        self._client = connect(urls, options or Options(), timeout=self.patience)
        self._writer = self._client.options(request_timeout=WRITE_TIMEOUT)
        self._indexes = Indexes(self._writer, prefix, options)
        self._state = State(self._client, self._indexes)
        self._known_languages: set[str] = set()

    def index(self, documents: Collection[Document]) -> None:
        """Write these; other variants of the same keys go. Searches see it at once."""
        self.update({document.key for document in documents}, documents, stamp_now())

    def remove(self, keys: Collection[str]) -> None:
        """Remove all documents of these keys. Searches see it at once."""
        self.update(keys, (), stamp_now())

    def update(self, keys: Collection[str], documents: Collection[Document], stamp: int) -> None:
        """Write these documents of these keys; what else there is of the keys goes.

        `stamp`: when the pages were read, in microseconds. What a faster writer has read later stays as it is, and is
        refused as a conflict.
        """
        gone = set(keys) - {document.key for document in documents}
        with one_kind_of_error():
            self._ensure({document.language for document in documents})
            operations = [*replacing(documents, self._indexes, stamp)]
            operations += removing(gone, self._indexes.write_aliases(), stamp) if gone else ()
            try:
                send(self._writer, operations, refresh=True)
            except EngineError:
                self._known_languages.clear()  # perhaps somebody removed the indexes
                raise

    def search(self, query: SearchQuery, other_languages: Collection[str] = ()) -> SearchResult:
        """Return one page of hits in the query's language: with all words, or with any when those are few."""
        with readable_answer():
            own = self._readable(query, [query.language])
            self._state.check_ours(own)
            asked: list[_Search] = [(_where(own), requests.search_body(query, all_words=True))]
            if other_languages and not query.is_listing:
                asked.append(({"index": self._readable(query, other_languages), **BESIDE}, requests.elsewhere_body(query)))
            found, *others = self._ask(asked)
            result = answers.result(found, query)
            if not query.is_listing and result.total < (1 if query.is_narrowed else FEW):
                (found,) = self._ask([(_where(own), requests.search_body(query, all_words=False))])
                result = replace(answers.result(found, query), full=result.full)
            if others and is_there(others[0]):
                hits, languages = answers.elsewhere(others[0], query)
                result = replace(result, elsewhere=hits, languages=languages)
            return result

    def explained(self, query: SearchQuery, *, all_words: bool) -> list[Any]:
        """Return a page of hits as the server sends them, each with the account of its score (`_explanation`).

        Ends in the time that a reader's search has. Raises EngineError.
        """
        body = {**requests.search_body(query, all_words=all_words), "explain": True, "aggs": {}, "highlight": {"fields": {}}}
        with deadline(self.patience), readable_answer():
            own = self._readable(query, [query.language])
            self._state.check_ours(own)
            (found,) = self._ask([(_where(own), body)])
            hits: list[Any] = found["hits"]["hits"]
            return hits

    def suggest(self, query: SearchQuery) -> list[Suggestion]:
        """Return titles that hold the words of the text, the last of which may be unfinished."""
        with readable_answer():
            own = self._readable(query, [query.language])
            self._state.check_ours(own)
            (answer,) = self._ask([({"index": own}, requests.suggest_body(query))])
            return answers.suggestions(answer)

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Fill new indexes, then put them in the place of the old ones at once. A killed run leaves the old ones.

        Raises EngineError when that fails, and DocumentsRefused after it has worked without a few documents.
        """
        refused: DocumentsRefused | None = None
        with one_kind_of_error():
            self._indexes.remove_unfinished()
            stamp = stamp_now()
            names: dict[tuple[str, str], str] = {}
            for code in self._expected():
                self._make(code, names, stamp)
            try:
                count = fill(self._writer, self._operations(documents, names, stamp), progress)
            except DocumentsRefused as error:
                if len(error.keys) > MOST_REFUSED:
                    raise
                refused, count = error, 0
            self._indexes.swap(names)
            self._known_languages = {language for _side, language in names}
        if refused:
            raise refused
        return count

    def outdated(self) -> list[str]:
        """Return why the indexes should be rebuilt, a few words for each; empty when they are as this code makes them."""
        return self._state.outdated(self._expected())

    def inventory(self) -> Inventory:
        """Return what the server has, for a check."""
        with one_kind_of_error():
            return ServerInventory(self._writer, self._indexes)

    def health(self) -> Health:
        """Return the state; never raises."""
        return self._state.health(self._expected())

    def drop(self) -> None:
        """Remove all indexes of this prefix; for tests and for moving out."""
        with one_kind_of_error():
            self._indexes.drop()
            self._known_languages.clear()

    def _ask(self, asked: Sequence[_Search]) -> list[Any]:
        """Send searches together and return their answers. A part that failed is a failure of the whole."""
        left = seconds_left()
        limit = {} if left is None else {"timeout": f"{max(1, int(left * 1000))}ms"}
        parts = [
            part for header, body in asked for part in ({"allow_partial_search_results": False, **header}, {**body, **limit})
        ]
        found: list[Any] = self._client.msearch(searches=parts)["responses"]
        return [
            each if header.get("allow_partial_search_results") else whole(each)
            for (header, _b), each in zip(asked, found, strict=True)
        ]

    def _readable(self, query: SearchQuery, languages: Iterable[str]) -> list[str]:
        """Return the aliases that this reader's request goes to: nobody below agents touches the internal side."""
        sides = (PUBLIC, INTERNAL) if query.level >= INTERNAL_LEVEL else (PUBLIC,)
        return [self._indexes.alias(side, language, READ) for language in languages for side in sides]

    def _ensure(self, languages: Collection[str]) -> None:
        for language in set(languages) - self._known_languages:
            self._indexes.ensure(language)
            self._known_languages.add(language)

    def _expected(self) -> list[str]:
        return [code for code, _name in settings.LANGUAGES] if self._languages is None else list(self._languages)

    def _make(self, language: str, names: dict[tuple[str, str], str], stamp: int) -> None:
        for side in SIDES:
            names[side, language] = self._indexes.create(side, language, stamp=stamp)

    def _operations(self, documents: Iterable[Document], names: dict[tuple[str, str], str], stamp: int) -> Iterator[Operation]:
        for document in documents:
            if (PUBLIC, document.language) not in names:  # a language that is no longer, or not yet, set up
                self._make(document.language, names, stamp)
            index = f"{names[side_of(document), document.language]}-{FILLING}"
            yield writing(index, document.key, document.id, source_of(document), stamp)


def _where(indexes: list[str]) -> dict[str, Any]:
    """Return the head of a search. Scores of two indexes compare only when the rarity of words is counted over both."""
    return {"index": indexes, **({"search_type": "dfs_query_then_fetch"} if len(indexes) > 1 else {})}
