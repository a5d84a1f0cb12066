"""How tasks are run on this site."""

from __future__ import annotations

import time
from types import FrameType

from django.dispatch import Signal
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from operations.logs.context import log_context
from operations.work.changing import task_requeue
from plugins.active import sync

BROKEN_OFF = "builtins.SystemExit"

task_ended = Signal()
"""Sent by a worker with `path`, `result` ("done", "failed" or "broken off") and `seconds` of a task."""


def tasks_wait_for_worker() -> bool:
    """Tell whether tasks are rows that a worker takes; otherwise the request that asks for one runs it at once."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)


def tasks_waiting() -> int:
    """Return how many tasks could be run now."""
    return DBTaskResult.objects.ready().count()


class TaskWorker(Worker):
    """Django-tasks' own worker, which loses no task when it is stopped.

    The original leaves at once when it has claimed a task and not yet begun it; this one ends after the task. One that is
    broken off is given back, where the original counts it as failed.
    """

    def __init__(self, *, worker_id: str, interval: float, once: bool) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self.is_broken_off = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run a task with the plugins that are active now."""
        sync()
        begun = time.monotonic()
        with log_context(task=str(db_task_result.pk)):
            super().run_task(db_task_result)
        is_broken_off = self.is_broken_off and db_task_result.exception_class_path == BROKEN_OFF
        if is_broken_off:
            task_requeue(db_task_result)
        has_failed = db_task_result.status != TaskResultStatus.SUCCESSFUL
        result = "broken off" if is_broken_off else "failed" if has_failed else "done"
        task_ended.send(sender=type(self), path=db_task_result.task_path, result=result, seconds=time.monotonic() - begun)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the task at hand; a second time, break it off."""
        if not self.running:
            self.is_broken_off = True
            super().shutdown(signum, frame)
        self.running = False
