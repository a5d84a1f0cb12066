"""Many writes at once: in requests of a size that the server takes, in parallel, and no faster than it can follow."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, TransportError

from search.engines.base import DocumentsRefused, EngineError, Progress
from search.engines.elasticsearch.client import one_kind_of_error, readable_answer

MOST, LARGEST = 500, 5 * 2**20
"""Operations and bytes of one request; Elasticsearch's own advice is a few megabytes."""
WORKERS = 4
PENDING = 8
"""Requests that are on their way or waiting for a worker: more would only fill the memory."""
PATIENCE = 120.0
"""Seconds that a rebuild waits for a server which says that it has too much to do, or which restarts."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
OVERLOADED = 429
TOO_LARGE = 413
_PASSING = (429, 502, 503, 504)
"""Answers that mean: later. The others will be the same next time."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One write or removal as it is sent; `key` is that of the document."""

    key: str
    lines: bytes
    is_removal: bool = False


def writing(index: str, key: str, id: str, source: dict[str, Any], stamp: int) -> Operation:  # noqa: A002  what it is called there
    """Return the operation that writes a document through an alias, unless a newer one is there."""
    return Operation(key, _line("index", index, id, stamp) + b"\n" + _json(source))


def removal(index: str, key: str, id: str, stamp: int) -> Operation:  # noqa: A002
    """Return the operation that removes a document through an alias, unless a newer one is there."""
    return Operation(key, _line("delete", index, id, stamp), is_removal=True)


def _line(what: str, index: str, document_id: str, stamp: int) -> bytes:
    where = {"_index": index, "_id": document_id, "require_alias": True, "version": stamp, "version_type": "external_gte"}
    return _json({what: where})


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def send(client: Elasticsearch, operations: Iterable[Operation], *, refresh: bool) -> None:
    """Send operations once. Raises EngineError when the server fails.

    Raises DocumentsRefused when it takes the others and not those of some keys. What is to be removed may be absent.
    """
    sender = _Sender(client, refresh=refresh, patience=0.0)
    for chunk in chunks(operations):
        sender.send(chunk)
    sender.tell()


def fill(client: Elasticsearch, operations: Iterable[Operation], progress: Progress | None) -> int:
    """Send operations in parallel, without order; return their number. Raises as `send` does.

    This thread alone takes from `operations`, for they come from the database, whose connection belongs to it. When the
    server is slow, it waits before it takes more.
    """
    sender = _Sender(client, refresh=False, patience=PATIENCE)
    pending: deque[Future[None]] = deque()
    count = 0

    def tell() -> None:
        if progress:
            progress(count)

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="search-fill") as pool:
        try:
            for chunk in chunks(operations):
                while len(pending) >= PENDING or (pending and pending[0].done()):
                    _wait(pending.popleft(), tell)
                pending.append(pool.submit(sender.send, chunk))
                count += len(chunk)
                tell()
            while pending:
                _wait(pending.popleft(), tell)
            tell()
        except BaseException:
            sender.is_over = True
            for each in pending:
                each.cancel()
            raise
    sender.tell()
    return count


def _wait(sent: Future[None], tell: Callable[[], None]) -> None:
    """Wait for a request, with a sign of life now and then."""
    while not wait([sent], timeout=5.0).done:
        tell()
    sent.result()


def chunks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Yield operations in lists of at most MOST, of at most LARGEST bytes; one that is larger stands alone."""
    chunk: list[Operation] = []
    size = 0
    for each in operations:
        if chunk and (len(chunk) >= MOST or size + len(each.lines) > LARGEST):
            yield chunk
            chunk, size = [], 0
        chunk.append(each)
        size += len(each.lines)
    if chunk:
        yield chunk


class _Sender:
    """Sends chunks, smaller ones when they are too large, and again when the server has too much to do."""

    def __init__(self, client: Elasticsearch, *, refresh: bool, patience: float) -> None:
        self._client, self._refresh, self._patience = client, refresh, patience
        self._refused: dict[str, str] = {}
        self.is_over = False

    def send(self, chunk: list[Operation]) -> None:
        """Send a chunk. Raises EngineError; single refusals are kept for `tell`."""
        queue = deque([chunk])
        waited, pause = 0.0, FIRST_PAUSE
        while queue and not self.is_over:
            part = queue.popleft()
            with one_kind_of_error():
                try:
                    again = self._post(part)
                    if not again:
                        continue
                    trouble: Exception | None = None
                except ApiError as error:
                    if error.meta.status == TOO_LARGE:
                        self._too_large(part, queue)
                        continue
                    if error.meta.status not in _PASSING:
                        raise
                    again, trouble = part, error
                except TransportError as error:
                    again, trouble = part, error
                if waited >= self._patience:
                    raise trouble or EngineError(f"too much to do for {len(again)} documents")
            time.sleep(pause)
            waited, pause = waited + pause, min(pause * 2, LONGEST_PAUSE)
            queue.extendleft(_halves(again) if not isinstance(trouble, TransportError) or _was_late(trouble) else [again])

    def tell(self) -> None:
        """Raise DocumentsRefused if there were any."""
        if self._refused:
            kind = next(iter(self._refused.values()))
            raise DocumentsRefused(f"{len(self._refused)} documents refused ({kind})", self._refused)

    def _post(self, part: list[Operation]) -> list[Operation]:
        """Send one request; return what the server had no time for."""
        lines: list[Any] = [each.lines for each in part]
        answer = self._client.bulk(
            operations=lines,
            refresh=self._refresh,
            filter_path="errors,items.*.status,items.*.error.type",
        )
        again = []
        with readable_answer():
            if answer["errors"]:
                for operation, item in zip(part, answer["items"], strict=True):
                    (what,) = item.values()
                    if what["status"] == OVERLOADED:
                        again.append(operation)
                    elif what["status"] >= 300 and not _is_absent(operation, what):
                        self._refused[operation.key] = str(what.get("error", {}).get("type") or what["status"])
        return again

    def _too_large(self, part: list[Operation], queue: deque[list[Operation]]) -> None:
        if len(part) == 1:
            self._refused[part[0].key] = "too large"
        else:
            queue.extendleft(_halves(part))


def _is_absent(operation: Operation, what: dict[str, Any]) -> bool:
    return operation.is_removal and what["status"] == 404 and "error" not in what


def _was_late(trouble: TransportError) -> bool:
    return isinstance(trouble, ConnectionTimeout)


def _halves(part: list[Operation]) -> list[list[Operation]]:
    """Return two halves, the second first, as `extendleft` wants them."""
    middle = len(part) // 2
    return [each for each in (part[middle:], part[:middle]) if each]
