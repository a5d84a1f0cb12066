"""A worker that is killed takes no task with it, and a task that kills workers is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.heartbeat import Heartbeat
from operations.models import WorkerKind
from operations.work.listing import TaskState, task_shown
from operations.work.lost import tasks_reclaim
from search.tasks import process_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks_in_rows(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def begun_by(*workers: str, minutes: int = 5) -> DBTaskResult:
    process_outbox.enqueue()
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=minutes), worker_ids=list(workers)
    )
    return DBTaskResult.objects.get()


def now(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_the_task_of_a_dead_worker_waits_again():
    task = begun_by("dead")
    assert (tasks_reclaim(), now(task)) == (1, TaskResultStatus.READY)


def test_that_of_a_living_one_is_left_to_it():
    with Heartbeat(WorkerKind.WORKER) as beat:
        task = begun_by(beat.worker_id)
        assert (tasks_reclaim(), now(task)) == (0, TaskResultStatus.RUNNING)


def test_one_that_has_just_begun_is_not_judged():
    task = begun_by("dead", minutes=0)
    assert (tasks_reclaim(), now(task)) == (0, TaskResultStatus.RUNNING)


def test_it_is_given_up_when_three_workers_died_of_it():
    task = begun_by("one", "two", "three")
    assert (tasks_reclaim(), now(task)) == (1, TaskResultStatus.FAILED)


def test_and_the_list_says_so():
    begun_by("one", "two", "three")
    tasks_reclaim()
    shown = task_shown(DBTaskResult.objects.get())
    assert (shown.state, shown.is_lost, shown.can_retry) == (TaskState.FAILED, True, True)


def test_a_clock_that_is_set_back_reclaims_nothing():
    with Heartbeat(WorkerKind.WORKER) as beat:
        task = begun_by(beat.worker_id)
        with time_machine.travel(timezone.now() - timedelta(hours=2)):
            assert (tasks_reclaim(), now(task)) == (0, TaskResultStatus.RUNNING)
