"""Answers kept in the process, as many as fit into a number of bytes; the one longest unused goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict

from operations.page_cache.answers import Answer

Key = tuple[str, ...]


class Memory:
    """Shared by all threads of a process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Answer | None:
        """Return what is kept, of whichever generation."""
        answer = self._answers.get(key)
        if answer is not None:
            try:
                self._answers.move_to_end(key)  # one step of the interpreter: needs no lock
            except KeyError:
                return answer  # another thread has just let it go
        return answer

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer. What would fill more than a quarter of the room by itself is not kept."""
        if answer.size > self.most // 4:
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self.size += answer.size
            while self.size > self.most:
                self._drop(next(iter(self._answers)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._answers)

    def _drop(self, key: Key) -> None:
        if (old := self._answers.pop(key, None)) is not None:
            self.size -= old.size
