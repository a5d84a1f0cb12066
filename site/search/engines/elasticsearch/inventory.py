"""What the server has, read in batches."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from elasticsearch import Elasticsearch

from search.documents import Document
from search.engines.base import EngineError
from search.engines.clock import stamp_now
from search.engines.elasticsearch.bulk import removal, send
from search.engines.elasticsearch.client import readable_answer, whole
from search.engines.elasticsearch.indexes import WRITE, Indexes
from search.engines.elasticsearch.writing import side_of
from search.engines.stored import Stored

BATCH = 1000
MOST = 10_000
"""Hits that the server returns at once."""
_FIELDS = [{"field": name} for name in ("key", "min_level", "max_level", "required_groups", "version")]


class ServerInventory:
    """Everything behind the aliases of one prefix."""

    def __init__(self, client: Elasticsearch, indexes: Indexes) -> None:
        self._client, self._indexes = client, indexes
        self._places = {each.name: each for each in indexes.all() if each.aliases}

    def of(self, keys: Collection[str]) -> list[Stored]:
        """Return everything there is of these keys, wherever it lies."""
        if not self._places:
            return []
        with readable_answer():
            answer = self._client.search(
                index=list(self._places), query=_named(keys), size=MOST, source=False, docvalue_fields=_FIELDS
            )
            hits = whole(answer)["hits"]["hits"]
            if len(hits) == MOST:
                raise EngineError("more documents than keys can have")
            return [self._stored(each) for each in hits]

    def all_keys(self) -> Iterator[set[str]]:
        """Yield the keys of everything, as it was when this began."""
        if not self._places:
            return
        with readable_answer():
            pit = self._client.open_point_in_time(index=list(self._places), keep_alive="5m")["id"]
            try:
                after: list[Any] | None = None
                while True:
                    answer = self._client.search(
                        pit={"id": pit, "keep_alive": "5m"},
                        size=BATCH,
                        sort=["_shard_doc"],
                        search_after=after,
                        source=False,
                        docvalue_fields=_FIELDS[:1],
                        track_total_hits=False,
                    )
                    hits = whole(answer)["hits"]["hits"]
                    if not hits:
                        return
                    # What has no key is nothing of ours: it is named by its id.
                    yield {each.get("fields", {}).get("key", [each["_id"]])[0] for each in hits}
                    after, pit = hits[-1]["sort"], answer["pit_id"]
            finally:
                self._client.options(ignore_status=404).close_point_in_time(id=pit)

    def expected(self, document: Document) -> Stored:
        """Return what should be there for a document."""
        return Stored(
            document.id,
            document.key,
            document.language.lower(),
            side_of(document),
            document.min_level,
            document.max_level,
            document.required_groups,
            document.version,
        )

    def discard(self, stored: Collection[Stored]) -> None:
        """Remove exactly these."""
        stamp = stamp_now()
        gone = [removal(self._indexes.alias(each.side, each.language, WRITE), each.key, each.id, stamp) for each in stored]
        send(self._client, gone, refresh=True)

    def _stored(self, hit: Any) -> Stored:
        fields = {name: values[0] for name, values in hit.get("fields", {}).items()}
        place = self._places[hit["_index"]]
        return Stored(
            hit["_id"],
            fields.get("key", hit["_id"]),
            place.language,
            place.side,
            int(fields.get("min_level", -1)),
            int(fields.get("max_level", -1)),
            fields.get("required_groups", ""),
            fields.get("version", ""),
        )


def _named(keys: Collection[str]) -> dict[str, Any]:
    """Return the query for everything of these keys, and for what has no key and such an id."""
    nameless = {"filter": [{"ids": {"values": list(keys)}}], "must_not": [{"exists": {"field": "key"}}]}
    return {"bool": {"should": [{"terms": {"key": list(keys)}}, {"bool": nameless}]}}
