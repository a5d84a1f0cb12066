"""Numbers for a monitoring system: who may read them, what they count, and that several processes make one sum."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from prometheus_client.parser import text_string_to_metric_families

from operations.metrics import count, counting, observe, store
from operations.metrics.catalogue import COUNTED, GAUGES
from operations.models import ScheduledJob
from plugins import failures
from search.engines.choice import engine_asked

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-tests-0123456789"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Numbers that begin at nothing."""
    settings.SANAD_METRICS_FOLDER = tmp_path / "metrics"
    settings.SANAD_METRICS_TOKEN = TOKEN
    store.close_store()
    counting.forget()
    yield tmp_path / "metrics"
    store.close_store()
    counting.forget()


def samples(text: str) -> dict[tuple, float]:
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def numbers(client):
    def read() -> dict[tuple, float]:
        answer = client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        return samples(answer.content.decode())

    return read


pytestmark = pytest.mark.django_db


class TestWhoReadsThem:
    def test_a_stranger_does_not(self, client):
        answer = client.get("/metrics/")
        assert answer.status_code == 401
        assert b"sanad_" not in answer.content

    @pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer é"])
    def test_nor_a_wrong_token(self, client, given):
        assert client.get("/metrics/", headers={"Authorization": given}).status_code == 401

    def test_without_a_token_set_none_is_right(self, client, settings):
        settings.SANAD_METRICS_TOKEN = ""
        for given in ("Bearer ", "Bearer", f"Bearer {TOKEN}"):
            assert client.get("/metrics/", headers={"Authorization": given}).status_code == 401

    def test_nor_an_editor(self, client, editor):
        client.force_login(editor)
        assert client.get("/metrics/").status_code == 401

    def test_who_may_see_the_system_does(self, client, editor):
        editor.user_permissions.add(Permission.objects.get(codename="view_system"))
        client.force_login(editor)
        assert client.get("/metrics/").status_code == 200

    def test_no_cache_keeps_them(self, client):
        assert "no-store" in client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"})["Cache-Control"]


class TestWhatIsCounted:
    def test_requests_by_kind_and_status(self, client, home, numbers):
        client.get(home.url)
        client.get("/en/no-such-page/")
        found = numbers()
        key = ("sanad_requests_total", ("method", "GET"), ("status", "200"), ("view", "page"))
        assert found[key] == 1
        assert found[("sanad_requests_total", ("method", "GET"), ("status", "404"), ("view", "page"))] == 1
        assert found[("sanad_request_seconds_count", ("view", "page"))] == 2

    def test_a_method_that_somebody_makes_up_is_no_new_label(self, client, numbers):
        client.generic("XYZZY", "/healthz/")
        assert not any("XYZZY" in str(key) for key in numbers())

    def test_caches(self, numbers):
        count("cache", cache="page", result="hit")
        count("cache", cache="page", result="hit")
        assert numbers()[("sanad_cache_total", ("cache", "page"), ("result", "hit"))] == 2

    def test_searches(self, client, numbers, home):
        client.get("/en/search/?q=refund")
        assert numbers()[("sanad_search_seconds_count", ("engine", "database"), ("result", "ok"))] >= 1

    def test_fallbacks_of_search(self, numbers):
        engine_asked.send(sender=None, engine="elasticsearch", result="failed", seconds=0.8)
        engine_asked.send(sender=None, engine="elasticsearch", result="resting", seconds=None)
        found = numbers()
        assert found[("sanad_search_fallbacks_total", ("reason", "failed"))] == 1
        assert found[("sanad_search_fallbacks_total", ("reason", "resting"))] == 1
        assert found[("sanad_search_seconds_count", ("engine", "elasticsearch"), ("result", "failed"))] == 1

    def test_failures_of_plugins(self, numbers):
        failures.record("maker", "hook x", ValueError("x"))
        assert numbers()[("sanad_plugin_errors_total", ("plugin", "maker"))] == 1

    def test_jobs(self, numbers):
        from operations.scheduling import Run, job_ended

        job_ended.send(sender=None, run=Run("kb.links", 0.2, ""))
        job_ended.send(sender=None, run=Run("maker.anything", 0.2, "OSError: x"))
        found = numbers()
        assert found[("sanad_job_seconds_count", ("job", "kb.links"), ("result", "done"))] == 1
        assert found[("sanad_job_seconds_count", ("job", "other"), ("result", "failed"))] == 1

    def test_what_stands_in_the_database(self, numbers):
        ScheduledJob.objects.create(name="kb.links", next_run="2030-01-01T00:00Z", last_error="OSError: x")
        found = numbers()
        assert found[("sanad_jobs_failing",)] == 1
        assert found[("sanad_part_up", ("part", "database"))] == 1
        assert {name for name, *_labels in found} >= {"sanad_info", "sanad_tasks_oldest_seconds", "sanad_programs"}

    def test_a_wrong_name_is_a_mistake_in_tests(self):
        with pytest.raises(KeyError):
            count("no_such_number")

    def test_and_on_a_site_stops_nothing(self, settings):
        settings.SANAD_METRICS_STRICT = False
        count("no_such_number")
        observe("request_seconds", 1.0, nobody="x")


class TestSeveralProcesses:
    """Real ones: each counts and ends, or is killed."""

    def count_elsewhere(self, folder: Path, times: int, then: str = "") -> None:
        code = f"""
from django.conf import settings
settings.configure(SANAD_METRICS_FOLDER={str(folder)!r}, SANAD_METRICS_STRICT=True)
from operations.metrics import count, observe
for _number in range({times}): count("cache", cache="page", result="hit")
observe("request_seconds", 0.02, view="page")
{then}
"""
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode in (0, -9), done.stderr

    HITS = ("sanad_cache_total", ("cache", "page"), ("result", "hit"))

    def test_they_make_one_sum(self, folder, numbers):
        count("cache", cache="page", result="hit")
        self.count_elsewhere(folder, 3)
        self.count_elsewhere(folder, 4, then="import os; os.kill(os.getpid(), 9)")
        assert numbers()[self.HITS] == 8
        assert numbers()[self.HITS] == 8, "the dead were counted twice, or not at all"

    def test_a_histogram_stays_one(self, folder, numbers):
        self.count_elsewhere(folder, 1)
        numbers()
        self.count_elsewhere(folder, 1)
        found = numbers()
        assert found[("sanad_request_seconds_bucket", ("le", "0.025"), ("view", "page"))] == 2
        assert found[("sanad_request_seconds_bucket", ("le", "0.01"), ("view", "page"))] == 0

    def test_what_the_dead_leave_is_put_together(self, folder, numbers):
        for _number in range(2):
            self.count_elsewhere(folder, 1)
        numbers()
        kept = sorted(path.name for path in folder.glob("*.db"))
        mine = store._name()
        assert [name for name in kept if mine not in name] == ["counter_gone.db", "histogram_gone.db"]
        assert [path.stem for path in folder.glob("*.lock")] == [mine]

    def test_a_fork_counts_for_itself(self, folder, numbers):
        then = (
            "import os\n"
            "pid = os.fork()\n"
            "count('cache', cache='page', result='hit')\n"
            "os._exit(0) if pid == 0 else os.waitpid(pid, 0)\n"
        )
        self.count_elsewhere(folder, 5, then=then)
        assert numbers()[self.HITS] == 7

    def test_the_disk_is_taken_at_once(self, folder):
        """A sparse file would be filled by a write into memory, which kills the process when the disk is full."""
        count("cache", cache="page", result="hit")
        files = list(folder.glob("*.db"))
        assert len(files) == 2
        assert all(path.stat().st_blocks * 512 >= store.SIZE for path in files)

    def test_a_full_disk_stops_nothing(self, folder, monkeypatch, numbers):
        def refuse(*_given):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "posix_fallocate", refuse)
        count("cache", cache="page", result="hit")
        assert ("sanad_part_up", ("part", "database")) in numbers()

    def test_a_folder_that_cannot_be_written_stops_nothing(self, folder, settings, tmp_path, numbers):
        (tmp_path / "file").touch()
        settings.SANAD_METRICS_FOLDER = tmp_path / "file" / "metrics"
        counting.forget()
        count("cache", cache="page", result="hit")
        assert ("sanad_part_up", ("part", "database")) in numbers()


@pytest.mark.parametrize("name", [*(each.full_name for each in COUNTED.values()), *GAUGES])
def test_the_handbook_tells_of_it(name):
    assert f"`{name}" in (ROOT / "docs" / "operations" / "observability.md").read_text(encoding="utf-8")
