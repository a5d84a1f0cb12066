"""A circuit breaker: who has just failed is not asked again at once."""

from __future__ import annotations

import threading
import time

FAILURES = 3
PAUSE = 20.0
"""Seconds without a question after FAILURES in a row; then a single one is let through."""


class Breaker:
    """Counts failures in this process; each process learns by itself, which costs it three questions."""

    def __init__(self, failures: int = FAILURES, pause: float = PAUSE) -> None:
        self._limit, self._pause = failures, pause
        self._failures, self._until = 0, 0.0
        self._lock = threading.Lock()

    def is_open(self) -> bool:
        """Tell whether to leave the engine alone for now. After the pause one asker is told no, who is to try."""
        with self._lock:
            if self._is_shut():
                return True
            if self._failures >= self._limit:
                self._until = time.monotonic() + self._pause  # one tries, the others go on waiting
            return False

    def is_shut(self) -> bool:
        """Tell the same without taking the try that a pause ends with."""
        with self._lock:
            return self._is_shut()

    def _is_shut(self) -> bool:
        return self._failures >= self._limit and time.monotonic() < self._until

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failures += 1
            self._until = time.monotonic() + self._pause

    def worked(self) -> None:
        """Note an answer."""
        with self._lock:
            self._failures = 0


class Breakers:
    """One breaker for an engine as a whole, and one for each of its parts that can fail alone."""

    def __init__(self) -> None:
        self._lock, self._asking = threading.Lock(), threading.Lock()
        self._parts: dict[str, Breaker] = {}

    def of(self, part: str) -> Breaker:
        """Return the breaker of a part; "" is the whole."""
        with self._lock:
            return self._parts.setdefault(part, Breaker())

    def are_open(self, part: str) -> bool:
        """Tell whether to leave this part alone: it has failed lately, or the whole has."""
        both = [self.of(each) for each in dict.fromkeys(["", part])]
        with self._asking:
            # One that is shut must not cost the other its try.
            return any(each.is_shut() for each in both) or any(each.is_open() for each in both)

    def worked(self, part: str) -> None:
        """Note an answer about a part."""
        self.of("").worked()
        self.of(part).worked()

    def reset(self) -> None:
        """Forget every failure."""
        with self._lock:
            self._parts.clear()
