"""Does what has its time."""

from __future__ import annotations

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from operations.heartbeat import Heartbeat
from operations.models import WorkerKind
from operations.scheduling import Run, due_jobs_run
from operations.stopping import on_stop_signal

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Several may run at once: a job is run by one of them. SIGTERM ends one after the job at hand."""

    help = "Run the jobs that are due, again and again; with --once (for cron) those that are due now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        parser.add_argument("--interval", type=float, default=5.0, help="seconds between two looks at the list (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run jobs until told to stop. With --once, raises CommandError when one of them failed."""
        stop = threading.Event()
        failed: list[str] = []
        # Signals are caught before the first sign of life: whoever sees that may stop this scheduler in good order.
        with on_stop_signal(lambda _number, _frame: stop.set()), Heartbeat(WorkerKind.SCHEDULER) as beat:
            self._say("The scheduler is at work.")
            while not stop.is_set():
                failed = self._round(beat.worker_id, stop, options["verbosity"])
                if options["once"]:
                    break
                stop.wait(max(0.05, options["interval"]))
        self._say("The scheduler has ended.")
        if options["once"] and failed:
            raise CommandError(f"failed: {', '.join(failed)}")

    def _round(self, holder: str, stop: threading.Event, verbosity: int) -> list[str]:
        """Run what is due, up to a signal to stop; return the names of the jobs that failed."""
        failed: list[str] = []
        close_old_connections()
        try:
            for run in due_jobs_run(holder=holder):
                self._tell(run, verbosity)
                if run.error:
                    failed.append(run.name)
                if stop.is_set():
                    break
        except Error as error:
            logger.warning("the database does not answer: %s", type(error).__name__)
            failed.append("database")
        return failed

    def _tell(self, run: Run, verbosity: int) -> None:
        if run.error:
            self.stderr.write(f"{run.name}: {run.error}")
        elif verbosity:
            self._say(f"{run.name}: done in {run.seconds:.1f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
