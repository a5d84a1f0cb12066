"""/healthz/ tells how each part is, and fails only with the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from operations import health
from operations.heartbeat import Heartbeat
from operations.models import ScheduledJob, WorkerBeat, WorkerKind
from plugins.hooks import add_action
from plugins.testing import isolated_registries
from search.models import OutboxEntry
from search.outbox import outbox_add

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    def get() -> dict:
        return client.get("/healthz/").json()

    return get


@pytest.fixture
def scheduler():
    with Heartbeat(WorkerKind.SCHEDULER) as beat:
        yield beat


@pytest.fixture
def tasks_in_rows(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def broken(_execute, _sql, _params, _many, _context):
    raise OperationalError("could not connect to 10.0.0.7 as sanad")


def seen(kind: WorkerKind, ago: timedelta) -> WorkerBeat:
    then = timezone.now() - ago
    return WorkerBeat.objects.create(worker_id="w", kind=kind, started=then, seen=then)


class TestTheWhole:
    def test_all_is_well(self, bare_site, asked, scheduler):
        assert asked()["status"] == "ok"

    def test_every_part_is_named(self, asked):
        assert list(asked()["parts"]) == ["database", "search", "worker", "scheduler"]

    def test_every_part_has_a_state_and_a_text(self, asked):
        assert all(part["state"] and part["text"] for part in asked()["parts"].values())

    def test_it_is_never_kept(self, client):
        assert "no-store" in client.get("/healthz/")["Cache-Control"]

    def test_monitors_may_ask_without_a_body(self, client):
        assert client.head("/healthz/").status_code == 200

    def test_nothing_can_be_sent(self, client):
        assert client.post("/healthz/").status_code == 405

    def test_a_part_that_is_not_well_does_not_turn_readers_away(self, client):
        response = client.get("/healthz/")
        assert (response.status_code, response.json()["status"]) == (200, "degraded")

    @pytest.mark.parametrize("language", ["ar", "fa", "id"])
    def test_programs_read_it_alike_in_all_languages(self, client, asked, language):
        assert client.get("/healthz/", headers={"Accept-Language": language}).json() == asked()


class TestDatabase:
    def test_it_is_named(self, asked):
        assert asked()["parts"]["database"] == {"state": "ok", "text": connection.display_name}

    def test_without_it_readers_are_turned_away(self, client):
        with connection.execute_wrapper(broken):
            assert client.get("/healthz/").status_code == 503

    def test_without_it_nothing_else_is_asked(self, asked):
        with connection.execute_wrapper(broken):
            answer = asked()
        assert (answer["status"], answer["parts"]["search"]["state"]) == ("down", "unknown")

    def test_strangers_read_nothing_of_hosts_and_users(self, client):
        with connection.execute_wrapper(broken):
            text = client.get("/healthz/").content.decode()
        assert "10.0.0.7" not in text and "sanad" not in text


class TestSearch:
    def test_documents_that_wait_too_long_are_told(self, asked, django_capture_on_commit_callbacks):
        outbox_add(keys=["page:1"])
        OutboxEntry.objects.update(created=timezone.now() - timedelta(hours=1))
        part = asked()["parts"]["search"]
        assert part["state"] == "degraded" and "1 waiting" in part["text"]


class TestWorker:
    def test_none_is_needed_where_tasks_run_at_once(self, asked):
        assert asked()["parts"]["worker"]["state"] == "ok"

    def test_a_missing_one_is_told(self, asked, tasks_in_rows):
        assert asked()["parts"]["worker"] == {"state": "degraded", "text": "none is running, 0 tasks waiting"}

    def test_a_living_one_is_told(self, asked, tasks_in_rows):
        with Heartbeat(WorkerKind.WORKER):
            assert asked()["parts"]["worker"] == {"state": "ok", "text": "1 running, 0 tasks waiting"}

    def test_a_dead_one_counts_for_nothing(self, asked, tasks_in_rows):
        seen(WorkerKind.WORKER, timedelta(minutes=2))
        assert asked()["parts"]["worker"]["state"] == "degraded"

    def test_a_scheduler_is_no_worker(self, asked, tasks_in_rows, scheduler):
        assert asked()["parts"]["worker"]["state"] == "degraded"


class TestScheduler:
    def test_a_missing_one_is_told(self, asked):
        assert asked()["parts"]["scheduler"]["state"] == "degraded"

    def test_cron_will_do(self, asked):
        ScheduledJob.objects.create(name="a", next_run=timezone.now(), last_run=timezone.now() - timedelta(minutes=1))
        assert asked()["parts"]["scheduler"]["state"] == "ok"

    def test_a_failing_job_is_named(self, asked, scheduler):
        ScheduledJob.objects.create(name="search.outbox", next_run=timezone.now(), last_error="OSError: /etc/secret")
        assert asked()["parts"]["scheduler"] == {"state": "degraded", "text": "failed last time: search.outbox"}

    def test_a_job_that_is_no_more_cannot_fail(self, asked, scheduler):
        ScheduledJob.objects.create(name="of a removed plugin", next_run=timezone.now(), last_error="OSError: x")
        assert asked()["parts"]["scheduler"]["state"] == "ok"


class TestOtherRooms:
    def test_a_room_adds_a_part(self, asked):
        add_action("health_checks", lambda register: register("mail", lambda: (False, "the queue is full")))
        assert asked()["parts"]["mail"] == {"state": "degraded", "text": "the queue is full"}

    def test_a_check_that_breaks_tells_no_secrets(self, asked):
        def check() -> tuple[bool, str]:
            raise RuntimeError("password")

        add_action("health_checks", lambda register: register("mail", check))
        assert asked()["parts"]["mail"] == {"state": "degraded", "text": "the check failed (RuntimeError)"}

    def test_nobody_speaks_for_the_database(self, asked):
        add_action("health_checks", lambda register: register("database", lambda: (False, "forged")))
        assert asked()["parts"]["database"]["state"] == "ok"

    def test_a_room_above_registers_directly(self, asked):
        with isolated_registries():
            health.register_health_check("import", lambda: (True, "idle"))
            assert asked()["parts"]["import"]["text"] == "idle"
