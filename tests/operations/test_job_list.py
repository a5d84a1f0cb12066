"""The screen of scheduled jobs, and "run now"."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from operations.heartbeat import Heartbeat
from operations.jobs import all_jobs, register_job
from operations.models import ScheduledJob, WorkerKind
from operations.scheduling import due_jobs_run
from operations.work.changing import Refused, job_run_now
from operations.work.labels import JOBS
from plugins.testing import isolated_registries

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/system/jobs/"
HOUR = timedelta(hours=1)


def test_every_job_of_ours_has_a_name():
    """A new job needs a line in operations.work.labels."""
    assert {job.name for job in all_jobs() if not job.owner} <= set(JOBS)


def look() -> list[str]:
    return [run.name for run in due_jobs_run(holder="me")]


def row(name: str = "test.job") -> ScheduledJob:
    return ScheduledJob.objects.get(name=name)


@pytest.fixture
def job():
    with isolated_registries():

        def register(run=lambda: None) -> None:
            register_job("test.job", every=HOUR, run=run)

        yield register


@pytest.fixture
def broken_job(job):
    def fail():
        raise RuntimeError("the disk of reader@example.org is full")

    job(fail)
    look()


class TestRunNow:
    def test_it_runs_though_it_is_not_due(self, job):
        job()
        look()
        assert "test.job" not in look()
        job_run_now("test.job")
        assert "test.job" in look()

    def test_once(self, job):
        job()
        look()
        job_run_now("test.job")
        look()
        assert "test.job" not in look()

    def test_one_that_never_ran_too(self, job):
        job()
        job_run_now("test.job")
        assert "test.job" in look()

    def test_one_that_runs_is_refused(self, job):
        job()
        look()
        with Heartbeat(WorkerKind.SCHEDULER) as other:
            ScheduledJob.objects.filter(name="test.job").update(holder=other.worker_id)
            with pytest.raises(Refused):
                job_run_now("test.job")

    def test_an_unknown_one_is_refused(self):
        with pytest.raises(Refused):
            job_run_now("nobody.job")

    def test_from_the_screen(self, client, superuser, job):
        job()
        look()
        client.force_login(superuser)
        response = client.post(reverse("operations_admin:run_now", args=["test.job"]))
        assert response.url == ADDRESS
        assert row().next_run <= timezone.now()

    def test_not_by_who_may_not(self, client, editor, job):
        job()
        look()
        client.force_login(editor)
        client.post(reverse("operations_admin:run_now", args=["test.job"]))
        assert row().next_run > timezone.now()


class TestFailures:
    def test_they_are_counted(self, broken_job):
        job_run_now("test.job")
        look()
        assert (row().failures, row().last_success) == (2, None)

    def test_a_success_ends_them(self, broken_job, job):
        job()
        job_run_now("test.job")
        look()
        assert (row().failures, row().last_error) == (0, "")
        assert row().last_success

    def test_the_screen_tells_without_naming_anybody(self, client, superuser, broken_job):
        client.force_login(superuser)
        content = client.get(ADDRESS).content.decode()
        assert "RuntimeError: the disk of [e-mail] is full" in content

    def test_failed_ones_stand_first(self, client, superuser, broken_job):
        client.force_login(superuser)
        assert client.get(ADDRESS).context["rows"][0].job.name == "test.job"

    def test_cron_is_told(self, job):
        job(lambda: 1 / 0)
        with pytest.raises(CommandError, match=r"test\.job"):
            call_command("scheduler", once=True, verbosity=0)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_screen_in_both_directions(client, superuser, language):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(superuser)
    profile.preferred_language = language
    profile.save()
    client.force_login(superuser)
    assert 'dir="rtl"' in client.get(ADDRESS).content.decode() or language == "en"


def test_whatever_a_job_is_called(client, superuser):
    with isolated_registries():
        register_job("test/job ?#é", every=HOUR, run=lambda: None)
        client.force_login(superuser)
        assert client.get(ADDRESS).status_code == 200
        address = reverse("operations_admin:run_now", args=["test/job ?#é"])
        client.post(address)
        assert row("test/job ?#é").next_run <= timezone.now()
