"""Runs the jobs that are due, each by one scheduler at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from operations.heartbeat import alive_since
from operations.jobs import Job, all_jobs
from operations.logs.context import log_context
from operations.logs.redaction import redacted
from operations.models import ScheduledJob, WorkerBeat
from plugins.active import is_active, sync
from plugins.shield import shielded

logger = logging.getLogger(__name__)

LONGEST_ERROR = 1000

job_ended = Signal()
"""Sent with the `run` of a job, in the scheduler."""


@dataclass(frozen=True)
class Run:
    """One run of a job; `error` is "" when it went well."""

    name: str
    seconds: float
    error: str


def due_jobs_run(*, holder: str) -> Iterator[Run]:
    """Run every job that is due and that no other living scheduler is running; yield each when it is done.

    `holder` is the id of the caller's heartbeat. Another scheduler takes a job over when its holder has died.
    A job that raises is tried again at its next time.
    """
    sync()  # plugins are switched in other processes
    rows = _rows(jobs := all_jobs())
    for job in jobs:
        sync()
        if is_active(job.owner) and _claim(job, rows[job.name], holder):
            yield _run(job, holder)


def _rows(jobs: list[Job]) -> dict[str, ScheduledJob]:
    names = [job.name for job in jobs]
    rows = ScheduledJob.objects.in_bulk(names, field_name="name")
    missing = [name for name in names if name not in rows]
    if missing:
        now = timezone.now()
        ScheduledJob.objects.bulk_create([ScheduledJob(name=name, next_run=now) for name in missing], ignore_conflicts=True)
        rows |= ScheduledJob.objects.in_bulk(missing, field_name="name")
    return rows


def is_due(job: Job, next_run: datetime, now: datetime) -> bool:
    """Tell whether a job is to be run. One that seems further off than its own interval is: the clock was set back."""
    return next_run <= now or next_run > now + job.every


def _claim(job: Job, row: ScheduledJob, holder: str) -> bool:
    """Take the job if nobody else has it. Only one of several can change the row that all of them have read."""
    now = timezone.now()
    if not is_due(job, row.next_run, now):
        return False
    if row.holder not in ("", holder) and _is_alive(row.holder, now):
        return False
    unchanged = ScheduledJob.objects.filter(pk=row.pk, holder=row.holder, next_run=row.next_run)
    return unchanged.update(holder=holder, last_run=now) == 1


def is_held(row: ScheduledJob) -> bool:
    """Tell whether a living scheduler runs this job right now."""
    return bool(row.holder) and _is_alive(row.holder, timezone.now())


def _is_alive(worker_id: str, now: datetime) -> bool:
    return WorkerBeat.objects.filter(worker_id=worker_id, seen__gte=alive_since(now)).exists()


def _run(job: Job, holder: str) -> Run:
    started, begun = timezone.now(), time.monotonic()
    with log_context(job=job.name):
        error = _error_of(job)
    run = Run(job.name, time.monotonic() - begun, error)
    _note(run, next_run=max(started + job.every, timezone.now()), holder=holder)
    job_ended.send(sender=Job, run=run)
    return run


def _error_of(job: Job) -> str:
    """Do the work of a job; return what went wrong, or ""."""
    try:
        if job.owner:
            return _run_of_plugin(job)
        job.run()
    except Exception as raised:  # whatever it is, the other jobs go on
        logger.exception("the job %s failed", job.name)
        return _told(raised)
    return ""


def _note(run: Run, *, next_run: datetime, holder: str) -> None:
    """Write how a run went. Nothing is written for a job that another scheduler has taken over meanwhile."""
    went: dict[str, Any] = {"failures": F("failures") + 1} if run.error else {"failures": 0, "last_success": timezone.now()}
    mine = ScheduledJob.objects.filter(name=run.name, holder=holder)
    mine.update(holder="", next_run=next_run, last_error=run.error, seconds=run.seconds, **went)


def _run_of_plugin(job: Job) -> str:
    """Run a plugin's job, which cannot end the scheduler, and is counted when it fails; return the error."""
    errors: list[str] = []

    def call() -> bool:
        try:
            job.run()
            return True
        except BaseException as raised:
            errors.append(_told(raised))
            raise

    done = shielded(job.owner, f"job {job.name}", call, False)
    return "" if done else (errors or ["it spoiled the database connection"])[0]


def _told(raised: BaseException) -> str:
    return redacted(f"{type(raised).__name__}: {raised}")[:LONGEST_ERROR]
