"""Does the work that requests leave behind."""

from __future__ import annotations

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from operations.background import TaskWorker, tasks_wait_for_worker
from operations.heartbeat import Heartbeat
from operations.models import WorkerKind
from operations.stopping import on_stop_signal
from search.outbox import outbox_process

logger = logging.getLogger(__name__)

AT_ONCE = 200


class Command(BaseCommand):
    """Several may run at once. SIGTERM ends one after the task at hand; a second one breaks that off."""

    help = "Run tasks from the database; where tasks run at once (development), write what waits for search."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds to wait when there is nothing to do (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        once, interval = options["once"], max(0.05, options["interval"])
        # Signals are caught before the first sign of life: whoever sees that may stop this worker in good order.
        if tasks_wait_for_worker():
            self._run_tasks(once=once, interval=interval)
        else:
            self._work_off_outbox(once=once, interval=interval)
        self._say("The worker has ended.")

    def _run_tasks(self, *, once: bool, interval: float) -> None:
        beat = Heartbeat(WorkerKind.WORKER)
        worker = TaskWorker(worker_id=beat.worker_id, interval=interval, once=once)
        with on_stop_signal(worker.shutdown), beat:
            self._say("The worker takes tasks from the database.")
            worker.run()

    def _work_off_outbox(self, *, once: bool, interval: float) -> None:
        stop = threading.Event()
        with on_stop_signal(lambda _number, _frame: stop.set()), Heartbeat(WorkerKind.WORKER):
            self._say("Tasks run at once on this site; the worker writes what waits for search.")
            while not stop.is_set():
                done = self._outbox_batch()
                if done < AT_ONCE:
                    if once:
                        break
                    stop.wait(interval)

    def _outbox_batch(self) -> int:
        close_old_connections()
        try:
            return outbox_process(AT_ONCE)
        except Error as error:
            logger.warning("the database does not answer: %s", type(error).__name__)
            return 0

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
