"""Jobs run when they are due, by one scheduler at a time, and one that fails does not hold up the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations import jobs
from operations.heartbeat import Heartbeat
from operations.jobs import all_jobs, register_job
from operations.models import ScheduledJob, WorkerBeat, WorkerKind
from operations.scheduling import due_jobs_run
from plugins.hooks import add_action, remove_all_actions
from plugins.testing import isolated_registries

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_other_jobs():
    with isolated_registries():
        for each in jobs._own.entries():
            jobs._own.remove(each.entry)
        remove_all_actions("scheduled_jobs")
        yield


@pytest.fixture
def ran() -> list[str]:
    """The names of the jobs that ran, in their order."""
    return []


@pytest.fixture
def job(ran: list[str]) -> Callable[..., None]:
    """Registers a job that notes its runs."""

    def register(name: str = "job", every: timedelta = HOUR, then: Callable[[], object] = lambda: None) -> None:
        def run() -> None:
            ran.append(name)
            then()

        register_job(name, every=every, run=run)

    return register


def look(holder: str = "me") -> dict[str, str]:
    """Run what is due; return the errors by name."""
    return {run.name: run.error for run in due_jobs_run(holder=holder)}


def fail() -> None:
    raise RuntimeError("the disk is full")


def later(by: timedelta) -> time_machine.travel:
    return time_machine.travel(timezone.now() + by, tick=True)


class TestTime:
    def test_a_new_job_runs_at_once(self, job, ran):
        job()
        look()
        assert ran == ["job"]

    def test_it_does_not_run_again_before_its_time(self, job, ran):
        job()
        look()
        with later(HOUR - timedelta(minutes=1)):
            look()
        assert ran == ["job"]

    def test_it_runs_again_at_its_time(self, job, ran):
        job()
        look()
        with later(HOUR):
            look()
        assert ran == ["job", "job"]

    def test_after_a_long_pause_it_runs_once(self, job, ran):
        job()
        look()
        with later(10 * HOUR):
            look()
            look()
        assert ran == ["job", "job"]

    def test_a_clock_that_was_set_back_does_not_silence_it(self, job, ran):
        job()
        with later(timedelta(days=365)):
            look()
        look()
        assert ran == ["job", "job"]

    def test_when_it_ran_is_noted(self, job):
        job()
        before = timezone.now()
        look()
        assert ScheduledJob.objects.filter(name="job", last_run__range=(before, timezone.now())).exists()


class TestFailure:
    def test_the_others_run(self, job, ran):
        job("first", then=fail)
        job("second")
        look()
        assert ran == ["first", "second"]

    def test_the_reason_is_kept(self, job):
        job(then=fail)
        look()
        assert ScheduledJob.objects.get(name="job").last_error == "RuntimeError: the disk is full"

    def test_it_is_tried_again_at_its_next_time(self, job, ran):
        job(then=fail)
        look()
        with later(HOUR):
            look()
        assert ran == ["job", "job"]

    def test_success_clears_the_reason(self, job):
        job(then=fail)
        look()
        job()
        with later(HOUR):
            look()
        assert ScheduledJob.objects.get(name="job").last_error == ""

    def test_cron_is_told(self, job):
        job(then=fail)
        with pytest.raises(CommandError, match="failed: job"):
            call_command("scheduler", once=True)


class TestTwoSchedulers:
    """While one runs the job, another looks at the list."""

    def test_a_job_is_not_run_twice_at_the_same_time(self, job, ran):
        with Heartbeat(WorkerKind.SCHEDULER) as first, Heartbeat(WorkerKind.SCHEDULER) as second:
            job(then=lambda: ran.extend(f"again {name}" for name in look(second.worker_id)))
            look(first.worker_id)
        assert ran == ["job"]

    def test_the_other_one_does_not_take_over_a_long_job(self, job, ran):
        with Heartbeat(WorkerKind.SCHEDULER) as first, Heartbeat(WorkerKind.SCHEDULER) as second:

            def for_hours() -> None:
                with later(3 * HOUR):
                    WorkerBeat.objects.update(seen=timezone.now())
                    look(second.worker_id)

            job(then=for_hours)
            look(first.worker_id)
        assert ran == ["job"]

    def test_whoever_read_the_list_before_comes_too_late(self, job, ran):
        """Both read the row as free; the row that one of them has taken is another one."""
        with Heartbeat(WorkerKind.SCHEDULER) as first, Heartbeat(WorkerKind.SCHEDULER) as second:
            job("a", then=lambda: look(second.worker_id) if ran == ["a"] else None)
            job("b")
            look(first.worker_id)  # while it runs "a", the other runs "b", which this one still believes to be due
        assert ran == ["a", "b"]

    def test_the_job_of_a_killed_one_is_taken_over(self, job, ran):
        job()
        ScheduledJob.objects.create(name="job", next_run=timezone.now() - HOUR, holder="killed")
        then = timezone.now() - timedelta(minutes=2)
        WorkerBeat.objects.create(worker_id="killed", kind=WorkerKind.SCHEDULER, started=then, seen=then)
        look()
        assert ran == ["job"]

    def test_the_job_of_one_that_is_gone_is_taken_over(self, job, ran):
        job()
        ScheduledJob.objects.create(name="job", next_run=timezone.now() - HOUR, holder="gone")
        look()
        assert ran == ["job"]

    def test_the_next_round_is_anybodys(self, job, ran):
        job()
        look("first")
        with later(HOUR):
            look("second")
        assert ran == ["job", "job"]


class TestRegistry:
    def test_rooms_below_and_plugins_add_theirs(self, ran):
        add_action("scheduled_jobs", lambda register: register("plugin.job", every=HOUR, run=lambda: ran.append("plugin.job")))
        look()
        assert ran == ["plugin.job"]

    def test_the_same_name_replaces(self, job):
        job()
        job()
        assert [each.name for each in all_jobs()].count("job") == 1

    @pytest.mark.parametrize("name", ["", "x" * 101])
    def test_a_name_that_does_not_fit_is_refused(self, name):
        with pytest.raises(ValueError, match="needs a name"):
            register_job(name, every=HOUR, run=fail)

    @pytest.mark.parametrize("seconds", [0, -5, 0.5])
    def test_too_often_is_refused(self, seconds):
        with pytest.raises(ValueError, match="more often"):
            register_job("job", every=timedelta(seconds=seconds), run=fail)

    def test_when_nothing_is_due_one_query_finds_out(self, job, django_assert_num_queries):
        job("a")
        job("b")
        list(due_jobs_run(holder="me"))
        with django_assert_num_queries(1):
            list(due_jobs_run(holder="me"))
