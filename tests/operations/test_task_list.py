"""The screens of tasks: who sees them, what they show, and what can be done to a task."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from localization.models import BackgroundRun
from localization.runs.tasks import run_work
from operations.work.changing import Refused, task_cancel, task_forget, task_retry
from operations.work.labels import TASKS
from operations.work.listing import task_counts, task_shown
from search.tasks import process_outbox
from tests.operations.tasks_for_tests import failing, noted

pytestmark = pytest.mark.django_db

LIST = "/admin/system/tasks/"


@pytest.fixture(autouse=True)
def tasks_in_rows(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def failed():
    failing.enqueue("reader@example.org")
    call_command("worker", once=True, interval=0.05)
    return DBTaskResult.objects.get()


@pytest.fixture
def operator(editor):
    """May look, and no more."""
    editor.user_permissions.add(Permission.objects.get(codename="view_system"))
    return editor


def page(client, person, address=LIST):
    client.force_login(person)
    return client.get(address)


def test_every_task_of_ours_has_a_name():
    """Found in the code: a new task needs a line in operations.work.labels."""
    from pathlib import Path

    site = Path(__file__).resolve().parents[2] / "site"
    found = {
        f"{'.'.join(path.relative_to(site).with_suffix('').parts)}.{after.split('def ', 1)[1].split('(')[0]}"
        for path in site.rglob("*.py")
        for after in path.read_text(encoding="utf-8").split("\n@task()\n")[1:]
    }
    assert found <= set(TASKS)


class TestWhoSeesIt:
    @pytest.mark.parametrize("address", [LIST, "/admin/system/", "/admin/system/jobs/", "/admin/system/tasks/results/"])
    def test_an_editor_does_not(self, client, editor, address):
        assert page(client, editor, address).status_code == 302

    @pytest.mark.parametrize("address", [LIST, "/admin/system/", "/admin/system/jobs/", "/admin/system/tasks/results/"])
    def test_who_has_the_right_does(self, client, operator, address):
        assert page(client, operator, address).status_code == 200

    def test_who_may_only_look_changes_nothing(self, client, operator, failed):
        client.force_login(operator)
        client.post(reverse("operations_admin:retry", args=[failed.pk]))
        assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED

    def test_and_is_offered_nothing(self, client, operator, failed):
        assert "Try again" not in page(client, operator).content.decode()

    def test_a_change_needs_a_post(self, client, superuser, failed):
        client.force_login(superuser)
        assert client.get(reverse("operations_admin:retry", args=[failed.pk])).status_code == 405


class TestWhatItShows:
    def test_a_waiting_task_by_its_name(self, client, superuser):
        process_outbox.enqueue()
        assert "Changed pages into search" in page(client, superuser).content.decode()

    def test_a_failed_one_with_the_kind_of_its_error(self, client, superuser, failed):
        assert "ValueError" in page(client, superuser, f"{LIST}?state=failed").content.decode()

    def test_never_what_a_task_was_called_with(self, client, superuser, failed):
        address = reverse("operations_admin:task", args=[failed.pk])
        assert "reader@example.org" not in page(client, superuser).content.decode() + client.get(address).content.decode()

    def test_the_traceback_to_superusers_alone(self, client, superuser, operator, failed):
        address = reverse("operations_admin:task", args=[failed.pk])
        shown = ["Traceback" in page(client, person, address).content.decode() for person in (superuser, operator)]
        assert shown == [True, False]

    def test_how_far_work_on_many_pages_is(self, client, superuser):
        run = BackgroundRun.objects.create(kind="k", title="Into Arabic", parameters={}, total=200, done=50)
        run_work.enqueue(run.pk)
        content = page(client, superuser).content.decode()
        assert "Into Arabic" in content
        assert 'value="25"' in content

    def test_a_missing_worker(self, client, superuser):
        assert "No worker is running" in page(client, superuser).content.decode()

    def test_failures_are_counted_in_the_menu(self, client, superuser, failed):
        assert "Tasks (1 failure)" in page(client, superuser, "/admin/").content.decode()

    def test_until_somebody_has_seen_to_them(self, client, superuser, failed):
        page(client, superuser, "/admin/")
        client.post(reverse("operations_admin:forget", args=[failed.pk]))
        assert "Tasks (" not in page(client, superuser, "/admin/").content.decode()

    def test_and_told_on_the_first_page(self, client, superuser, failed):
        assert "has failed within a day" in page(client, superuser, "/admin/").content.decode()

    def test_to_nobody_else(self, client, editor, failed):
        assert "failed within a day" not in page(client, editor, "/admin/").content.decode()

    def test_as_many_queries_for_many_as_for_few(self, client, superuser, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.force_login(superuser)
        process_outbox.enqueue()
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(LIST)
        for _number in range(30):
            process_outbox.enqueue()
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(many) == len(few), "each task costs a query of its own"


class TestRetry:
    def test_a_failed_one_is_done_again(self, client, superuser, failed):
        client.force_login(superuser)
        client.post(reverse("operations_admin:retry", args=[failed.pk]))
        task = DBTaskResult.objects.get()
        assert (task.status, task.traceback, task.exception_class_path) == (TaskResultStatus.READY, "", "")
        call_command("worker", once=True, interval=0.05)
        task.refresh_from_db()
        assert (task.status, len(task.worker_ids)) == (TaskResultStatus.FAILED, 1)

    def test_one_that_runs_is_not(self):
        noted.enqueue("/nowhere", "x")
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
        with pytest.raises(Refused):
            task_retry(DBTaskResult.objects.get())

    def test_a_second_click_does_nothing(self, failed):
        task_retry(failed)
        with pytest.raises(Refused):
            task_retry(failed)

    def test_work_that_is_gone_from_the_code_is_refused(self, failed):
        DBTaskResult.objects.update(task_path="search.tasks.no_such_task")
        with pytest.raises(Refused, match="no longer knows"):
            task_retry(DBTaskResult.objects.get())


class TestCancel:
    def test_a_waiting_one_is_not_begun(self, tmp_path):
        noted.enqueue(str(tmp_path / "trace"), "x")
        task_cancel(DBTaskResult.objects.get())
        call_command("worker", once=True, interval=0.05)
        assert not (tmp_path / "trace").exists()

    def test_it_is_no_failure(self):
        process_outbox.enqueue()
        task_cancel(DBTaskResult.objects.get())
        counts = task_counts()
        assert (counts["failed"], counts["cancelled"], counts["all"]) == (0, 1, 1)

    def test_one_that_runs_cannot_be_broken_off(self):
        process_outbox.enqueue()
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
        task = DBTaskResult.objects.get()
        assert not task_shown(task).can_cancel
        with pytest.raises(Refused):
            task_cancel(task)

    def test_but_work_on_many_pages_is_asked_to_end(self):
        run = BackgroundRun.objects.create(kind="k", title="t", parameters={}, state=BackgroundRun.State.RUNNING)
        run_work.enqueue(run.pk)
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
        task_cancel(DBTaskResult.objects.get())
        run.refresh_from_db()
        assert run.is_cancelled


class TestForget:
    def test_one_that_has_ended_leaves_the_list(self, failed):
        task_forget(failed)
        assert not DBTaskResult.objects.exists()

    def test_one_that_waits_stays(self):
        process_outbox.enqueue()
        with pytest.raises(Refused):
            task_forget(DBTaskResult.objects.get())


def test_a_long_list_has_pages(client, superuser):
    for _number in range(60):
        process_outbox.enqueue()
    content = page(client, superuser, f"{LIST}?state=open&p=2").content.decode()
    assert content.count('class="work-item"') == 10
    assert "state=open&amp;p=1" in content
