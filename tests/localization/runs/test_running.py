"""Work in the worker: started once, watched, stopped, and gone on with after its worker died."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from localization.models import BackgroundRun
from localization.problems import problem
from localization.runs import AlreadyRunning, Cancelled, register_run, run_cancel, run_execute, run_start, runs_resume
from localization.runs import running as module

pytestmark = pytest.mark.django_db

State = BackgroundRun.State


@pytest.fixture
def work():
    """Register work of the kind "test" for one test; what it is called with is kept."""
    calls: list[BackgroundRun] = []

    def registered(do, **more):
        def noted(run, steps):
            calls.append(run)
            do(run, steps)

        register_run("test", noted, **more)
        return calls

    yield registered
    module._works.pop("test", None)


def start(user=None, key="one", **more) -> BackgroundRun:
    return run_start(kind="test", title="Work", parameters={"number": 3}, open_key=key, user=user, **more)


def test_work_gets_its_parameters_and_counts_its_steps(work):
    def three(run, steps):
        for number in range(run.parameters["number"]):
            steps.done(skipped=number % 2)
        steps.result(pages=[1, 2])

    work(three)
    run = start(total=3)
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.skipped, run.result, run.open_key) == (State.DONE, 3, 1, {"pages": [1, 2]}, None)
    assert run.ended is not None


def test_the_same_work_is_open_once(work):
    work(lambda run, steps: None)
    run = start()
    with pytest.raises(AlreadyRunning) as caught:
        start()
    assert caught.value.run == run
    start(key="two")
    run_execute(run.pk)
    start()


def test_work_that_nobody_registered_is_refused():
    with pytest.raises(KeyError):
        run_start(kind="unheard of", title="", parameters={}, open_key=None, user=None)


def test_two_workers_do_it_once(work):
    calls = work(lambda run, steps: run_execute(run.pk))
    run = start()
    run_execute(run.pk)
    run_execute(run.pk)
    assert len(calls) == 1


def test_it_ends_where_somebody_stops_it(work):
    def stopped(run, steps):
        steps.done()
        run_cancel(run)
        steps.done()
        raise AssertionError("it goes on")

    work(stopped)
    run = start()
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.open_key) == (State.CANCELLED, 2, None)


def test_what_has_not_begun_is_stopped_at_once(work):
    calls = work(lambda run, steps: None)
    run = start()
    run_cancel(run)
    assert run.state == State.CANCELLED
    run_execute(run.pk)
    assert calls == []


def test_what_has_ended_cannot_be_stopped(work):
    work(lambda run, steps: None)
    run = start(is_at_once=True)
    run_cancel(run)
    assert (run.state, run.is_cancelled) == (State.DONE, False)


def test_an_error_ends_it_and_says_so(work):
    def fails(run, steps):
        steps.done(problems=[problem("gone")])
        raise ValueError("no such page")

    work(fails)
    run = start()
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.open_key) == (State.FAILED, None)
    assert [each["code"] for each in run.problems] == ["gone", "ended"]
    assert "no such page" in run.problems[1]["params"]["error"]


def test_a_worker_that_died_is_followed_by_another(work, django_capture_on_commit_callbacks):
    calls = work(lambda run, steps: steps.done())
    run = start(total=1)
    dead = timezone.now() - timedelta(hours=1)
    BackgroundRun.objects.filter(pk=run.pk).update(state=State.RUNNING, started=dead, beat=dead, done=7)
    with django_capture_on_commit_callbacks(execute=True):
        assert runs_resume() == 1
    run.refresh_from_db()
    assert (run.state, run.done, len(calls)) == (State.DONE, 1, 1)


def test_a_worker_that_gives_signs_is_left_alone(work):
    calls = work(lambda run, steps: None)
    run = start()
    BackgroundRun.objects.filter(pk=run.pk).update(state=State.RUNNING, started=timezone.now(), beat=timezone.now())
    assert runs_resume() == 0
    run_execute(run.pk)
    assert calls == []


def test_a_request_that_the_queue_lost_is_sent_again(work):
    calls = work(lambda run, steps: None)
    run = start()
    assert runs_resume() == 0
    BackgroundRun.objects.filter(pk=run.pk).update(created=timezone.now() - timedelta(hours=1))
    assert runs_resume() == 1
    run.refresh_from_db()
    assert (run.state, len(calls)) == (State.DONE, 1)
    assert runs_resume() == 0


def test_a_worker_that_comes_back_from_the_dead_ends(work):
    """Its run was given to another one meanwhile."""

    def slow(run, steps):
        BackgroundRun.objects.filter(pk=run.pk).update(started=timezone.now() + timedelta(seconds=1))
        with pytest.raises(Cancelled):
            steps.done()
        raise Cancelled

    work(slow)
    run = start()
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.open_key) == (State.RUNNING, "one"), "it is the other one's to end"


def test_who_wants_to_know_is_told_at_the_end(work):
    ended: list[str] = []
    work(lambda run, steps: None, on_ended=lambda run: ended.append(BackgroundRun.objects.get(pk=run.pk).state))
    start(is_at_once=True)
    assert ended == [State.DONE]
    run_cancel(start())
    assert ended == [State.DONE, State.CANCELLED], "also of work that never began"
