"""Snowball's stemmers, fit for several threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

import snowballstemmer


def snowball(algorithm: str) -> Callable[[str], str]:
    """Return the function that stems a word by one of Snowball's algorithms.

    A stemmer keeps the word it works on, so each thread gets one of its own.
    """
    own = threading.local()

    def stem(word: str) -> str:
        if not hasattr(own, "stemmer"):
            own.stemmer = snowballstemmer.stemmer(algorithm)
        return str(own.stemmer.stemWord(word))

    return stem
