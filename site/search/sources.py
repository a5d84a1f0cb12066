"""Where documents come from: a key such as "page:12" names a source and a thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from search.documents import Document

Load = Callable[[list[int]], Iterable[Document]]


@dataclass(frozen=True)
class Source:
    """Things with documents. `load` reads them as they are now and leaves out what nobody may find."""

    load: Load
    ids: Callable[[], Iterable[int]]


_sources: dict[str, Source] = {}
BATCH = 500


def register_source(prefix: str, source: Source) -> None:
    """Make a source known by the prefix of its keys."""
    _sources[prefix] = source


def documents_of(keys: Collection[str]) -> Iterator[Document]:
    """Yield the documents of these keys; a key without any is to be removed from the engines."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for key in keys:
        prefix, _colon, number = key.partition(":")
        if prefix in _sources and number.isdecimal():
            ids[prefix].append(int(number))
    for prefix, wanted in ids.items():
        yield from _sources[prefix].load(wanted)


def all_documents() -> Iterator[Document]:
    """Yield every document there is, a batch of things at a time."""
    for source in _sources.values():
        batch: list[int] = []
        for each in source.ids():
            batch.append(each)
            if len(batch) == BATCH:
                yield from source.load(batch)
                batch = []
        if batch:
            yield from source.load(batch)


def count_all() -> int:
    """Return the number of things that `all_documents` reads, for progress bars."""
    return sum(1 for source in _sources.values() for _each in source.ids())
