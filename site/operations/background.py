"""How tasks are run on this site."""

from __future__ import annotations

from types import FrameType

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from plugins.active import sync


def tasks_wait_for_worker() -> bool:
    """Tell whether tasks are rows that a worker takes; otherwise the request that asks for one runs it at once."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)


def tasks_waiting() -> int:
    """Return how many tasks could be run now."""
    return DBTaskResult.objects.ready().count()


class TaskWorker(Worker):
    """Django-tasks' own worker, which loses no task when it is stopped.

    The original leaves at once when it has claimed a task and not yet begun it; this one ends after the task.
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

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run a task with the plugins that are active now."""
        sync()
        super().run_task(db_task_result)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the task at hand; a second time, break it off."""
        if not self.running:
            super().shutdown(signum, frame)
        self.running = False
