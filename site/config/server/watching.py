"""Requests that take too long: granian lets a thread wait for ever, for a body that never comes or for a service that hangs."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any

from config.server.limits import Application, Start

logger = logging.getLogger("sanad.server")
LOOK_SECONDS = 0.25
_event = get_context("spawn").Event


@dataclass
class Signs:
    """What a process tells its parent (`ready` for requests, `stuck` in one), and is told (`leaving` soon)."""

    ready: Event = field(default_factory=_event)
    stuck: Event = field(default_factory=_event)
    leaving: Event = field(default_factory=_event)


class Watched:
    """Remembers since when each thread has been at its request; once the process is leaving, sends its clients elsewhere."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.is_leaving = False
        self._since: dict[int, float] = {}

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Hand the request on."""
        thread = threading.get_ident()
        self._since[thread] = time.monotonic()
        try:
            return self.application(environ, _closing(start) if self.is_leaving else start)
        finally:
            del self._since[thread]

    def longer_than(self, seconds: float) -> dict[int, float]:
        """Return the threads whose request takes longer than this, each with its seconds."""
        now = time.monotonic()
        # A copy in one step: requests begin and end meanwhile.
        return {thread: now - since for thread, since in self._since.copy().items() if now - since > seconds}


def _closing(start: Start) -> Start:
    """A client that would send its next request here, in the moment in which this process ends, would lose it."""

    def wrapped(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start(status, [*headers, ("Connection", "close")], *rest)

    return wrapped


def watch(watched: Watched, *, seconds: float, signs: Signs) -> None:
    """From a thread of its own: tell once when a request takes longer than `seconds` (0: any time), and end with the parent."""
    threading.Thread(target=_watch, args=(watched, seconds, signs, os.getppid()), name="watch", daemon=True).start()


def _watch(watched: Watched, seconds: float, signs: Signs, parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
        watched.is_leaving = signs.leaving.is_set()
        if seconds and not signs.stuck.is_set() and (found := watched.longer_than(seconds)):
            # The stack tells the view. The address may hold a secret or a person's words: it is left out.
            for thread, so_far in found.items():
                logger.error("A request has taken %d seconds so far; it is at:\n%s", so_far, _stack(thread))
            signs.stuck.set()
    os.kill(os.getpid(), signal.SIGTERM)  # nobody looks after this process any more, and the next server wants its place


def _stack(thread: int) -> str:
    frame = sys._current_frames().get(thread)
    return "".join(traceback.format_stack(frame)) if frame else "its end"
