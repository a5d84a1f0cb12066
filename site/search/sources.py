"""Where documents come from: a key such as "page:12" names a source and a thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.documents import Document

Load = Callable[[list[int]], Iterable[Document]]


@dataclass(frozen=True)
class Source:
    """Things with documents. `load` reads them as they are now and leaves out what nobody may find."""

    load: Load
    ids: Callable[[], Iterable[int]]
    existing: Callable[[list[int]], Collection[int]] | None = None
    """Returns those of some ids that `load` would find, without the work of making documents."""


_sources: dict[str, Source] = {}
BATCH = 500


def register_source(prefix: str, source: Source) -> None:
    """Make a source known by the prefix of its keys."""
    _sources[prefix] = source


def keys_existing(keys: Collection[str]) -> set[str]:
    """Return those of the keys that have documents."""
    found: set[str] = set()
    for prefix, wanted in _by_source(keys).items():
        existing = _sources[prefix].existing
        if existing:
            found |= {f"{prefix}:{number}" for number in existing(wanted)}
        else:
            found |= {document.key for document in _sources[prefix].load(wanted)}
    return found


def key_batches() -> Iterator[list[str]]:
    """Yield the keys of everything there is, in batches."""
    for prefix, source in _sources.items():
        ids = iter(source.ids())
        while batch := list(islice(ids, BATCH)):
            yield [f"{prefix}:{number}" for number in batch]


def documents_of(keys: Collection[str]) -> Iterator[Document]:
    """Yield the documents of these keys; a key without any is to be removed from the engines."""
    for prefix, wanted in _by_source(keys).items():
        yield from _sources[prefix].load(wanted)


def _by_source(keys: Iterable[str]) -> dict[str, list[int]]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for key in keys:
        prefix, _colon, number = key.partition(":")
        if prefix in _sources and number.isdecimal():
            ids[prefix].append(int(number))
    return ids


def all_documents() -> Iterator[Document]:
    """Yield every document there is, a batch of things at a time."""
    for source in _sources.values():
        ids = iter(source.ids())
        while batch := list(islice(ids, BATCH)):
            yield from source.load(batch)


def count_all() -> int:
    """Return the number of things that `all_documents` reads, for progress bars."""
    return sum(1 for source in _sources.values() for _each in source.ids())
