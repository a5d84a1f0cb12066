"""The worker does what requests leave behind."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.models import WorkerBeat
from search.models import OutboxEntry
from search.outbox import outbox_add
from search.tasks import process_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    def run() -> None:
        call_command("worker", once=True, interval=0.05)

    return run


class TestWhereTasksAreRows:
    @pytest.fixture(autouse=True)
    def tasks_in_rows(self, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def test_a_task_waits(self):
        process_outbox.enqueue()
        assert DBTaskResult.objects.get().status == TaskResultStatus.READY

    def test_it_is_done(self, worker):
        process_outbox.enqueue()
        worker()
        assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL

    def test_so_are_many(self, worker):
        for _number in range(5):
            process_outbox.enqueue()
        worker()
        assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == 5

    def test_of_every_queue(self, worker):
        process_outbox.using(queue_name="default").enqueue()
        worker()
        assert not DBTaskResult.objects.filter(status=TaskResultStatus.READY).exists()

    def test_a_failing_task_does_not_end_it(self, worker):
        process_outbox.enqueue()
        DBTaskResult.objects.update(task_path="search.tasks.no_such_task")
        process_outbox.enqueue()
        worker()
        statuses = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
        assert list(statuses) == [TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL]


class TestWhereTasksRunAtOnce:
    def test_what_waits_for_search_is_written(self, worker):
        outbox_add(keys=["page:1", "page:2"])
        worker()
        assert not OutboxEntry.objects.exists()

    def test_nothing_to_do_is_fine(self, worker):
        worker()


def test_it_leaves_no_trace(worker):
    worker()
    assert not WorkerBeat.objects.exists()
