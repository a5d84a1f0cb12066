"""What people do to tasks and jobs. Each is one statement that a worker or scheduler cannot come in between."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from operations.jobs import all_jobs
from operations.models import ScheduledJob
from operations.scheduling import is_held
from operations.work.kinds import kind_of

CANCELLED = "operations.work.changing.Cancelled"
"""What a cancelled task has in place of its error: the table of tasks knows no state for it."""


class Refused(Exception):
    """It cannot be done; the message says why, to a person."""


class Cancelled(Exception):
    """Somebody did not want a task to be begun."""


def task_retry(task: DBTaskResult) -> None:
    """Have a failed or cancelled task done again, as soon as a worker is free. Raises Refused."""
    try:
        import_string(task.task_path)
    except ImportError as error:
        raise Refused(_("This version of the site no longer knows this work, so it cannot be done again.")) from error
    failed = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.FAILED)
    if not failed.update(**_READY, worker_ids=[], enqueued_at=timezone.now()):
        raise Refused(_("It has not failed, or somebody else has had it repeated already."))


def task_requeue(task: DBTaskResult) -> bool:
    """Give back a task whose worker did not end it; tell whether it was still that worker's. Its tries stay counted."""
    mine = DBTaskResult.objects.filter(pk=task.pk, started_at=task.started_at)
    return bool(mine.exclude(status=TaskResultStatus.SUCCESSFUL).update(**_READY))


def task_cancel(task: DBTaskResult) -> None:
    """Have a task not begun, or, where it can be asked to, ended early. Raises Refused."""
    waiting = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.READY)
    now = timezone.now()
    if waiting.update(status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=CANCELLED, traceback=""):
        return
    kind = kind_of(task.task_path)
    if kind is None or kind.cancel is None:
        raise Refused(_("A worker has begun it already, and it cannot be stopped halfway."))
    given: dict[str, Any] = task.args_kwargs
    if not kind.cancel(*given.get("args", ()), **given.get("kwargs", {})):
        raise Refused(_("It has ended already."))


def task_forget(task: DBTaskResult) -> None:
    """Take a task that has ended out of the list. Raises Refused."""
    ended = DBTaskResult.objects.filter(pk=task.pk).exclude(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    if not ended.delete()[0]:
        raise Refused(_("It has not ended yet: cancel it first."))


def job_run_now(name: str) -> None:
    """Have a job done with the scheduler's next look at its list. Raises Refused."""
    if not any(job.name == name for job in all_jobs()):
        raise Refused(_("There is no such job, or its plugin is not active."))
    now = timezone.now()
    row, is_new = ScheduledJob.objects.get_or_create(name=name, defaults={"next_run": now})
    if is_new:
        return
    if is_held(row) or not ScheduledJob.objects.filter(pk=row.pk, holder=row.holder).update(next_run=now):
        raise Refused(_("It is running right now."))


_READY: dict[str, Any] = {
    "status": TaskResultStatus.READY,
    "run_after": get_date_max(),
    "started_at": None,
    "finished_at": None,
    "return_value": None,
    "exception_class_path": "",
    "traceback": "",
}
