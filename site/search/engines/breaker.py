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
        """Tell whether to leave the engine alone for now."""
        with self._lock:
            if self._failures < self._limit:
                return False
            if time.monotonic() < self._until:
                return True
            self._until = time.monotonic() + self._pause  # one tries, the others go on waiting
            return False

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failures += 1
            self._until = time.monotonic() + self._pause

    def worked(self) -> None:
        """Note an answer."""
        with self._lock:
            self._failures = 0
