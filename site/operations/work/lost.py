"""Tasks whose worker is gone: killed, or its machine. They are given back, and given up when they seem to kill workers."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.background import tasks_wait_for_worker
from operations.heartbeat import alive_since
from operations.models import WorkerBeat
from operations.work.changing import task_requeue

logger = logging.getLogger(__name__)

MOST_TRIES = 3
LOST = "operations.work.lost.WorkerLost"


class WorkerLost(Exception):
    """The worker of a task was gone before the task was done, several times."""


def tasks_reclaim() -> int:
    """Give back the tasks of dead workers, and let those fail that have lost theirs three times; return how many.

    A worker that was only cut off from the database may end its task all the same: tasks can be done twice without harm.
    """
    if not tasks_wait_for_worker():
        return 0
    now = timezone.now()
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=alive_since(now))
    alive = set(WorkerBeat.objects.filter(seen__gte=alive_since(now)).values_list("worker_id", flat=True))
    lost = [task for task in running if not task.worker_ids or task.worker_ids[-1] not in alive]
    return sum(_given_up(task, now) if len(task.worker_ids) >= MOST_TRIES else task_requeue(task) for task in lost)


def _given_up(task: DBTaskResult, now: datetime) -> bool:
    logger.error("the task %s was given up: it lost its worker %d times", task.task_path, len(task.worker_ids))
    mine = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
    return bool(mine.update(status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=LOST, traceback=""))
