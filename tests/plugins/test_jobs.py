"""Jobs and health checks of plugins: they run while the plugin is active, guarded, and leave nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.utils import timezone

from operations import jobs
from operations.health import register_health_check
from operations.heartbeat import Heartbeat
from operations.jobs import register_job
from operations.models import ScheduledJob, WorkerKind
from operations.scheduling import due_jobs_run
from plugins import lifecycle
from plugins.hooks import remove_all_actions
from plugins.hooks.testing import isolated_hooks
from plugins.lifecycle.removing import plan
from plugins.owners import owned_by
from plugins.testing import activate_for_tests, isolated_registries
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db

JOB = """
from datetime import timedelta
from sanad import register_job

def work():
    from plugins.models import PluginSettings
    PluginSettings.objects.create(slug="one", language="ran")
{more}

register_job("one.work", every=timedelta(hours=1), run=work)
"""
HEALTH = "from sanad import register_health_check\nregister_health_check('one', lambda: {result})"


def job(more: str = "") -> dict[str, str]:
    return ready(JOB.format(more=f"    {more}" if more else ""))


@pytest.fixture(autouse=True)
def no_other_jobs():
    with isolated_hooks(strict=False), isolated_registries():
        for each in jobs._own.entries():
            jobs._own.remove(each.entry)
        remove_all_actions("scheduled_jobs")
        yield


def turn() -> list[tuple[str, str]]:
    """One look of the scheduler: names and errors of what ran."""
    with Heartbeat(WorkerKind.SCHEDULER) as beat:
        return [(run.name, run.error) for run in due_jobs_run(holder=beat.worker_id)]


class TestJobs:
    def test_the_job_of_an_active_plugin_runs(self, make):
        make("one", job())
        with activate_for_tests("one"):
            assert turn() == [("one.work", "")]

    def test_the_job_of_an_inactive_plugin_does_not_run(self, make):
        make("one", job())
        with activate_for_tests():
            assert turn() == []

    def test_a_switch_is_obeyed_at_the_next_look(self, make):
        make("one", job())
        lifecycle.activate("one")
        turn()
        ScheduledJob.objects.update(next_run=timezone.now())
        lifecycle.deactivate("one")

        assert turn() == []

    def test_a_switch_is_obeyed_between_two_jobs(self, make):
        make("one", job())
        lifecycle.activate("one")
        register_job("a.first", every=timedelta(hours=1), run=lambda: lifecycle.deactivate("one"))
        jobs._own._all = jobs._own._all[::-1]

        assert turn() == [("a.first", "")]

    def test_a_job_that_raises_says_why(self, make):
        make("one", job("raise ValueError('no server')"))
        with activate_for_tests("one"):
            assert turn() == [("one.work", "ValueError: no server")]

    def test_a_job_that_exits_does_not_end_the_scheduler(self, make):
        make("one", job("import sys; sys.exit(3)"))
        with activate_for_tests("one"):
            assert turn() == [("one.work", "SystemExit: 3")]

    def test_the_error_is_kept_with_the_job(self, make):
        make("one", job("raise ValueError('no server')"))
        with activate_for_tests("one"):
            turn()

        assert ScheduledJob.objects.get(name="one.work").last_error == "ValueError: no server"

    def test_a_name_without_the_slug_is_refused(self):
        with owned_by("one"), pytest.raises(ValueError, match=r"must begin with 'one\.'"):
            register_job("search.outbox", every=timedelta(hours=1), run=int)

    def test_the_action_refuses_the_names_of_others_as_well(self, make):
        body = """
        from datetime import timedelta
        from sanad import add_action
        add_action("scheduled_jobs", lambda register: register("core.job", every=timedelta(hours=1), run=lambda: 1 / 0))
        """
        make("one", ready(body))
        register_job("core.job", every=timedelta(hours=1), run=int)
        with activate_for_tests("one"):
            assert turn() == [("core.job", "")]

    def test_nothing_is_remembered_after_an_uninstall(self, make):
        make("one", job())
        lifecycle.activate("one")
        turn()
        lifecycle.deactivate("one")
        lifecycle.uninstall("one")

        assert not ScheduledJob.objects.filter(name="one.work").exists()

    def test_an_uninstall_says_before_what_goes(self, make):
        make("one", job())
        lifecycle.activate("one")
        turn()

        assert ("Scheduled jobs", ("one.work",)) in plan("one").others

    def test_jobs_of_a_longer_slug_are_not_touched(self, make):
        ScheduledJob.objects.create(name="one_more.work", next_run=timezone.now())
        make("one", job())
        lifecycle.activate("one")
        lifecycle.deactivate("one")
        lifecycle.uninstall("one")

        assert ScheduledJob.objects.filter(name="one_more.work").exists()


class TestHealth:
    def parts(self, client) -> dict[str, dict[str, str]]:
        return client.get("/healthz/").json()["parts"]

    def test_a_plugin_tells_how_its_part_is(self, client, make):
        make("one", ready(HEALTH.format(result="(False, 'the queue is full')")))
        with activate_for_tests("one"):
            assert self.parts(client)["one"] == {"state": "degraded", "text": "the queue is full"}

    def test_an_inactive_plugin_tells_nothing(self, client, make):
        make("one", ready(HEALTH.format(result="(False, 'the queue is full')")))
        with activate_for_tests():
            assert "one" not in self.parts(client)

    @pytest.mark.parametrize("result", ["__import__('sys').exit(3)", "1 / 0", "7"])
    def test_a_check_that_fails_is_a_part_that_is_not_well(self, client, make, result):
        make("one", ready(HEALTH.format(result=result)))
        with activate_for_tests("one"):
            assert self.parts(client)["one"] == {"state": "degraded", "text": "the check failed"}

    def test_a_plugin_does_not_speak_for_others(self):
        with owned_by("one"), pytest.raises(ValueError, match=r"must begin with 'one\.'"):
            register_health_check("search", lambda: (True, ""))


def test_system_checks_of_a_plugin_are_asked(make, monkeypatch):
    monkeypatch.setattr(registry, "registered_checks", {*registry.registered_checks})
    body = """
    from django.core.checks import Warning, register
    register(lambda app_configs, **more: [Warning("No key is set.", id="one.W001")])
    """
    make("one", ready(body))

    assert "one.W001" in [each.id for each in run_checks()]
