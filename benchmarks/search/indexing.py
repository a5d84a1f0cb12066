"""Documents a second from the database into an engine, beside the same documents sent as they lie in memory."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.engines.base import SearchEngine
from search.rebuilding import rebuild_engine

CHUNK = 500
WORKERS = 2

Lines = list[bytes]


def rebuild_rate(engine: SearchEngine) -> tuple[int, float]:
    """Fill an engine from the database; return the number of documents and how many a second that is."""
    began = time.perf_counter()
    count = rebuild_engine(engine)
    return count, count / (time.perf_counter() - began)


def raw_rate(url: str, prefix: str) -> float:
    """Send what the indexes of `prefix` hold to new ones of the same make; return documents a second.

    The bodies are made before the clock starts. Sent like a rebuild does: that many workers, chunks of that size, no
    refresh until the end.
    """
    client = Elasticsearch(url, request_timeout=120)
    peers = _peers(client, prefix)
    try:
        chunks = list(_chunks(client, prefix, peers))
        count = sum(len(chunk) // 2 for chunk in chunks)
        began = time.perf_counter()
        with ThreadPoolExecutor(WORKERS) as pool:
            for answer in pool.map(lambda lines: client.bulk(operations=lines), chunks):
                if answer["errors"]:
                    raise RuntimeError("the server refused documents that it had taken before")
        client.indices.refresh(index=list(peers.values()))
        return count / (time.perf_counter() - began)
    finally:
        client.indices.delete(index=list(peers.values()), ignore_unavailable=True)


def _peers(client: Elasticsearch, prefix: str) -> dict[str, str]:
    """Make an empty index beside each of the engine's, with the same analysis and mappings; return their names by those."""
    peers = {}
    for name, made in client.indices.get(index=f"{prefix}-*").items():
        index = made["settings"]["index"]
        kept = {key: index[key] for key in ("analysis", "number_of_shards", "auto_expand_replicas") if key in index}
        peers[name] = f"raw-{name}"
        client.indices.create(index=peers[name], settings={**kept, "refresh_interval": "-1"}, mappings=made["mappings"])
    return peers


def _chunks(client: Elasticsearch, prefix: str, peers: dict[str, str]) -> Iterator[Lines]:
    """Yield the bodies of bulk requests, the documents of all indexes in the order of a rebuild."""
    found = scan(client, index=f"{prefix}-*", query={"query": {"match_all": {}}, "sort": ["_doc"]}, size=1000)
    pairs = iter(sorted(((_number(hit["_id"]), _lines(hit, peers)) for hit in found), key=lambda pair: pair[0]))
    while some := list(islice(pairs, CHUNK)):
        yield [line for _number, lines in some for line in lines]


def _number(name: str) -> int:
    """Return the number of the page in a document's name such as "page:12@0-2"."""
    return int("".join(filter(str.isdecimal, name.partition("@")[0])) or 0)


def _lines(hit: dict[str, Any], peers: dict[str, str]) -> Lines:
    action = {"index": {"_index": peers[hit["_index"]], "_id": hit["_id"]}}
    return [json.dumps(each, ensure_ascii=False).encode() for each in (action, hit["_source"])]
