"""The sign of life of a worker or scheduler."""

from __future__ import annotations

import logging
import os
import secrets
import threading
from datetime import datetime, timedelta
from types import TracebackType

from django.db import Error, connection
from django.utils import timezone

from operations.models import WorkerBeat, WorkerKind

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
ALIVE = timedelta(seconds=60)
"""Whoever was not seen for this long is dead: five signs may be missed, as by a database that is locked for a while."""

FORGOTTEN = timedelta(days=1)


class Heartbeat:
    """Writes a sign of life from a thread of its own, so that a long piece of work does not look like death.

    with Heartbeat(WorkerKind.WORKER) as beat:
        work(beat.worker_id)
    """

    def __init__(self, kind: WorkerKind, *, every_seconds: float = EVERY_SECONDS) -> None:
        self.kind = kind
        self.worker_id = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._every = every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        now = timezone.now()
        WorkerBeat.objects.filter(seen__lt=now - FORGOTTEN).delete()
        WorkerBeat.objects.create(worker_id=self.worker_id, kind=self.kind, started=now, seen=now)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
        try:
            WorkerBeat.objects.filter(worker_id=self.worker_id).delete()
        except Error:
            logger.warning("the database does not answer: this %s stays on its list for a minute", self.kind)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            try:
                WorkerBeat.objects.update_or_create(
                    worker_id=self.worker_id,
                    defaults={"seen": timezone.now()},
                    create_defaults={"kind": self.kind, "started": timezone.now(), "seen": timezone.now()},
                )
            except Error as error:
                logger.warning("no sign of life could be written: %s", type(error).__name__)
            finally:
                connection.close()


def alive_since(now: datetime) -> datetime:
    """Return the moment after which a living worker must have been seen."""
    return now - ALIVE
