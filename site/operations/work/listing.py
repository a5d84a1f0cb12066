"""Tasks and jobs as the screens show them. Nothing here changes anything; what a task was called with is shown to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from operations.heartbeat import alive_since
from operations.jobs import Job, all_jobs
from operations.models import ScheduledJob, WorkerBeat
from operations.work.changing import CANCELLED
from operations.work.kinds import Progress, kind_of, progress_of
from operations.work.labels import Text, job_label, task_label
from operations.work.lost import LOST
from plugins.active import is_active

RECENTLY = timedelta(days=1)
_COUNT = "operations:failures"


class TaskState(StrEnum):
    """How a task is, in the order in which it happens."""

    LATER = "later"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATE_LABELS: dict[str, Text] = {
    TaskState.LATER: _("For later"),
    TaskState.WAITING: _("Waiting"),
    TaskState.RUNNING: _("Running"),
    TaskState.DONE: _("Done"),
    TaskState.FAILED: _("Failed"),
    TaskState.CANCELLED: _("Cancelled"),
}

_FAILED = Q(status=TaskResultStatus.FAILED) & ~Q(exception_class_path=CANCELLED)
_OPEN = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
FILTERS: dict[str, Q] = {
    "": Q(),
    "open": _OPEN,
    "failed": _FAILED,
    "done": Q(status=TaskResultStatus.SUCCESSFUL),
    "cancelled": Q(exception_class_path=CANCELLED),
}
"""The tabs of the list."""


@dataclass(frozen=True)
class TaskShown:
    """A row of the list of tasks."""

    task: DBTaskResult
    label: Text
    state: TaskState
    progress: Progress | None
    tries: int
    can_retry: bool
    can_cancel: bool

    @property
    def state_label(self) -> Text:
        """The word for its state."""
        return STATE_LABELS[self.state]

    @property
    def is_open(self) -> bool:
        """Whether it will still change by itself."""
        return self.state in (TaskState.LATER, TaskState.WAITING, TaskState.RUNNING)

    @property
    def seconds(self) -> float | None:
        """How long it took, or has taken so far."""
        if self.task.started_at is None:
            return None
        return ((self.task.finished_at or timezone.now()) - self.task.started_at).total_seconds()

    @property
    def begins(self) -> datetime | None:
        """When it may be begun, if that was asked for."""
        return None if self.task.run_after == get_date_max() else self.task.run_after

    @property
    def error(self) -> str:
        """The name of what went wrong."""
        return "" if self.state != TaskState.FAILED else self.task.exception_class_path.rpartition(".")[2]

    @property
    def is_lost(self) -> bool:
        """Whether it was given up because its workers died."""
        return self.task.exception_class_path == LOST


@dataclass(frozen=True)
class JobShown:
    """A row of the list of jobs. `row` is None for one that has never come to its turn."""

    job: Job
    row: ScheduledJob | None
    label: Text
    is_running: bool

    @property
    def has_failed(self) -> bool:
        """Whether its last run went wrong."""
        return bool(self.row and self.row.last_error)


def tasks_listed(state: str = "") -> QuerySet[DBTaskResult]:
    """Return the tasks of a tab: what runs first, then the newest."""
    rows = DBTaskResult.objects.filter(FILTERS.get(state, Q()))
    return rows.defer("traceback", "return_value").order_by("-enqueued_at", "pk")


def task_counts() -> dict[str, int]:
    """Return how many tasks are in each tab. One query."""
    counts = {name or "all": Count("pk", filter=each) if name else Count("pk") for name, each in FILTERS.items()}
    return DBTaskResult.objects.aggregate(**counts)


def task_shown(task: DBTaskResult) -> TaskShown:
    """Return a task for a screen."""
    state = _state(task)
    is_open = state in (TaskState.LATER, TaskState.WAITING, TaskState.RUNNING)
    kind = kind_of(task.task_path)
    return TaskShown(
        task=task,
        label=task_label(task.task_path),
        state=state,
        progress=progress_of(task.task_path, task.args_kwargs) if is_open else None,
        tries=len(task.worker_ids),
        can_retry=state in (TaskState.FAILED, TaskState.CANCELLED),
        can_cancel=is_open and (state != TaskState.RUNNING or bool(kind and kind.cancel)),
    )


def _state(task: DBTaskResult) -> TaskState:
    if task.status == TaskResultStatus.READY:
        return TaskState.LATER if timezone.now() < task.run_after != get_date_max() else TaskState.WAITING
    if task.status == TaskResultStatus.RUNNING:
        return TaskState.RUNNING
    if task.status == TaskResultStatus.SUCCESSFUL:
        return TaskState.DONE
    return TaskState.CANCELLED if task.exception_class_path == CANCELLED else TaskState.FAILED


def jobs_listed() -> list[JobShown]:
    """Return every job that is done now: those that failed first, then by name."""
    jobs = [job for job in all_jobs() if is_active(job.owner)]
    rows = ScheduledJob.objects.in_bulk([job.name for job in jobs], field_name="name")
    alive = set(WorkerBeat.objects.filter(seen__gte=alive_since(timezone.now())).values_list("worker_id", flat=True))
    shown = [_job_shown(job, rows.get(job.name), alive) for job in jobs]
    return sorted(shown, key=lambda each: (not each.has_failed, str(each.label).casefold()))


def _job_shown(job: Job, row: ScheduledJob | None, alive: set[str]) -> JobShown:
    return JobShown(job, row, job_label(job.name), bool(row and row.holder in alive))


def failures_count() -> int:
    """Return how many tasks of the last day and how many jobs have failed, for the menu.

    Every page of the admin asks, and there may be a hundred thousand tasks: the answer is up to half a minute old.
    """
    count = cache.get(_COUNT)
    if count is None:
        count = failed_tasks(timezone.now() - RECENTLY).count() + failed_jobs().count()
        cache.set(_COUNT, count, timeout=30)
    return int(count)


def failures_recount() -> None:
    """Have the next page of the admin count anew, after somebody has changed something."""
    cache.delete(_COUNT)


def failed_jobs() -> QuerySet[ScheduledJob]:
    """Return the jobs whose last run went wrong, without those that nobody registers any more."""
    return ScheduledJob.objects.filter(name__in=[job.name for job in all_jobs()]).exclude(last_error="")


def failed_tasks(since: datetime) -> QuerySet[DBTaskResult]:
    """Return the tasks that failed since then and stand in the list of failures."""
    return DBTaskResult.objects.filter(_FAILED, finished_at__gte=since)
