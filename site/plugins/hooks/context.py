"""What is running, and how often it has run: both belong to the request or task, never to the process.

ContextVars keep threads and asyncio tasks apart. A task started inside a callback inherits the stack and counts of its
parent, as with every ContextVar; a new thread starts with neither.
"""

import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Stack: TypeAlias = "tuple[str, Stack] | None"  # (the innermost hook, what was running around it)


class Counts(dict[str, "itertools.count[int]"]):
    """Runs by hook name, started as `next(counts[name])`.

    A step of `itertools.count` is a single C call, so threads sharing a scope lose none. `+= 1` promises no such thing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reads: Counter[str] = Counter()
        self._reading = threading.Lock()

    def __missing__(self, name: str) -> "itertools.count[int]":
        return self.setdefault(name, itertools.count())

    def runs(self, name: str) -> int:
        """How often the hook has started. A count can only be read by a step, so earlier reads are taken off."""
        with self._reading:
            steps = next(self[name])
            runs = steps - self._reads[name]
            self._reads[name] += 1
        return runs


counts: ContextVar[Counts] = ContextVar("hook_counts", default=Counts())  # noqa: B039 - the shared default is meant
stack: ContextVar[Stack] = ContextVar("hook_stack", default=None)


@contextmanager
def counting() -> Iterator[None]:
    """Count from zero within the block, and go back to the outer counts after it.

    The middleware `plugins.middleware.hook_counts` opens one per request; whatever runs background tasks opens one per
    task. Outside any block (shell, management commands) the counts are those of the process.
    """
    token = counts.set(Counts())
    try:
        yield
    finally:
        counts.reset(token)


def current_hook() -> str | None:
    """The name of the hook whose callback is running now: the innermost one, or None."""
    running = stack.get()
    return running[0] if running else None


def doing_hook(name: str | None = None) -> bool:
    """Is this hook running, at any depth? Without a name: is any?"""
    running = stack.get()
    if name is None:
        return running is not None
    while running:
        if running[0] == name:
            return True
        running = running[1]
    return False
