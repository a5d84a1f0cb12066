"""The words of one language in memory, for as long as the table of words has not changed."""

from __future__ import annotations

import logging
import math
import threading
import time
from array import array
from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection

from search.engines.deadline import seconds_left
from search.models import VocabularyWord
from search.spelling.writing import key_of

logger = logging.getLogger(__name__)

MOST_WORDS = 200_000
"""Words of a language that are kept: some 30 MB in each process. The rarest stay out."""
MOST_LANGUAGES = 8
MOST_LETTERS = 48
"""Letters that are tried in a word's gaps: those of an alphabet, the rare ones of other scripts stay out."""
LOOKED_AT_EVERY = 60.0
"""Seconds for which nobody asks whether the table has changed."""
LOADING_SHARE = 0.005
"""The part of a process's time that may go into loading: what takes a second is not loaded again for 200."""
FIRST_WAIT = 0.2
"""Seconds that a search waits for the first load of a process; without it, it goes on without corrections."""
SHORTEST_IN_BUCKETS = 6
ARTICLE = "ال"
MANY = 1000
"""Documents of a help center in which the frequency of a word counts as it is."""


@dataclass(slots=True)
class Vocabulary:
    """Words by their keys: how they are written, how many documents have them, and the lowest audience that reads them."""

    version: str = ""
    places: dict[str, int] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    documents: array[int] = field(default_factory=lambda: array("L"))
    levels: bytearray = field(default_factory=bytearray)
    buckets: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    letters: str = ""
    options: dict[tuple[str, str, int], tuple[Any, ...]] = field(default_factory=dict)
    """What unknown words may mean, with language and audience: found once for as long as the words are these (`stretches`)."""

    @property
    def scale(self) -> float:
        """What frequencies are multiplied by: more than 1 where there are few documents. The first word is in nearly all."""
        return max(1.0, math.sqrt(MANY / max(1, self.documents[0]))) if self.documents else 1.0

    def has(self, key: str, level: int) -> bool:
        """Tell whether readers of `level` may know the word."""
        place = self.places.get(key)
        return place is not None and self.levels[place] <= level

    def writing(self, key: str) -> str:
        """Return the word as most documents write it."""
        return self.written[self.places[key]]

    def frequency(self, key: str) -> int:
        """Return the number of documents with the word; 0 for an unknown one."""
        place = self.places.get(key)
        return self.documents[place] if place is not None else 0


def head(key: str, swapped: bool = False) -> str:
    """Return what a word begins with, by which its bucket is found; with the second letter for one that was swapped.

    Half of the words of an Arabic text begin with the article, so there it is the letter after it that tells.
    """
    article = ARTICLE if key.startswith(ARTICLE) and len(key) > len(ARTICLE) + 1 else ""
    at = len(article) + swapped
    return article + key[at : at + 1]


@dataclass(slots=True)
class _Known:
    """A loaded vocabulary and when somebody is to ask whether it is still true."""

    words: Vocabulary
    next_look: float = field(default_factory=lambda: time.monotonic() + LOOKED_AT_EVERY)

    def is_due(self) -> bool:
        return time.monotonic() >= self.next_look


_known: OrderedDict[str, _Known] = OrderedDict()
_first_loads: dict[str, threading.Thread] = {}
_lock = threading.Lock()


def vocabulary_of(language: str, seconds: float = FIRST_WAIT) -> Vocabulary:
    """Return the words of a language; at most one small query a minute, and a load when they have changed.

    All loads run beside. The words of before serve meanwhile; when there are none, `seconds` are waited, or as long as the
    deadline allows, and after that there are no words for now. Within a transaction the first load is a part of it: another
    connection would not see what it has written.
    """
    if language not in _known:
        _load_first(language, seconds)
    with _lock:
        known = _known.get(language)
        if known is None:
            return Vocabulary()
        _known.move_to_end(language)
        if known.is_due():
            known.next_look = time.monotonic() + LOOKED_AT_EVERY
            if current_version() != known.words.version:
                threading.Thread(target=_load_beside, args=[language], daemon=True).start()
        return known.words


def _load_first(language: str, seconds: float) -> None:
    """Load what this process has not yet, and wait for it no longer than that."""
    if connection.in_atomic_block:
        _keep(language, _Known(_loaded(language, current_version())))
        return
    with _lock:
        if language in _known:
            return
        if (load := _first_loads.get(language)) is None or not load.is_alive():
            load = _first_loads[language] = threading.Thread(target=_load_beside, args=[language, True], daemon=True)
            load.start()
    left = seconds_left()
    load.join(seconds if left is None else min(seconds, left))


def _keep(language: str, words: _Known) -> None:
    with _lock:
        _known[language] = words
        while len(_known) > MOST_LANGUAGES:
            _known.popitem(last=False)


def _load_beside(language: str, is_first: bool = False) -> None:
    """Load in a thread of its own, with its own connection."""
    try:
        begun = time.monotonic()
        words = _loaded(language, current_version())
        pause = max(LOOKED_AT_EVERY, (time.monotonic() - begun) / LOADING_SHARE)
        if is_first or language in _known:
            _keep(language, _Known(words, time.monotonic() + (LOOKED_AT_EVERY if is_first else pause)))
    except DatabaseError as error:
        logger.warning("search: the vocabulary could not be loaded: %s", type(error).__name__)
    finally:
        connection.close()


def forget() -> None:
    """Look at the table again with the next word; for the process that has changed it."""
    with _lock:
        _known.clear()


def current_version() -> str:
    """Return what changes with every change of words. It is kept in the table's one row without a language."""
    mark = VocabularyWord.objects.filter(language="").values_list("word", flat=True).first() or ""
    return mark.partition(":")[2]


def _loaded(language: str, version: str) -> Vocabulary:
    rows = VocabularyWord.objects.filter(language=language).order_by("-documents", "word")
    vocabulary = Vocabulary(version)
    letters: Counter[str] = Counter()
    buckets: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word, level, documents in rows.values_list("word", "level", "documents")[:MOST_WORDS].iterator(chunk_size=5000):
        key = key_of(word)
        place = vocabulary.places.get(key)
        if place is not None:
            _add_spelling(vocabulary, place, word, level, documents)
        elif key:
            vocabulary.places[key] = len(vocabulary.written)
            vocabulary.written.append(key if key == word else word)
            vocabulary.documents.append(documents)
            vocabulary.levels.append(level)
            letters.update(key)
            if len(key) >= SHORTEST_IN_BUCKETS:
                buckets[len(key), head(key)].append(key)
    vocabulary.buckets = dict(buckets)
    vocabulary.letters = "".join(letter for letter, _count in letters.most_common(MOST_LETTERS))
    return vocabulary


def _add_spelling(vocabulary: Vocabulary, place: int, word: str, level: int, documents: int) -> None:
    """Take another spelling of a known word into account: the one shown is the most frequent of those most may read."""
    if level < vocabulary.levels[place]:
        vocabulary.levels[place] = level
        vocabulary.written[place] = word
    vocabulary.documents[place] += documents
