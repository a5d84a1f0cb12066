"""Worker and scheduler as programs: they start, tell that they live, and stop in good order."""

from __future__ import annotations

import signal
import sqlite3
import time

import pytest

from tests.operations.conftest import stop, wait_until

# The first one migrates a database of its own.
pytestmark = pytest.mark.timeout(900)
DATABASE_TASKS = "tests.operations.settings_with_tasks"


@pytest.fixture
def rows(database):
    """The rows of a query on this test's database."""

    def read(query: str) -> list[tuple]:
        with sqlite3.connect(database, timeout=20) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    return read


@pytest.fixture
def living(rows):
    def kinds() -> list[str]:
        return sorted(kind for (kind,) in rows("select kind from operations_workerbeat"))

    return kinds


@pytest.mark.parametrize(
    ("name", "settings", "number"),
    [
        ("worker", "config.settings.test", signal.SIGTERM),
        ("worker", DATABASE_TASKS, signal.SIGTERM),
        ("scheduler", "config.settings.test", signal.SIGTERM),
        ("scheduler", "config.settings.test", signal.SIGINT),
    ],
)
def test_it_stops_in_good_order(manage, living, name, settings, number):
    process = manage(name, settings=settings)
    wait_until(lambda: living() == [name], "it says that it lives")
    code, output = stop(process, number)
    assert (code, living(), "has ended" in output) == (0, [], True)


def test_it_stops_soon(manage, living):
    process = manage("scheduler", "--interval", "30")
    wait_until(lambda: living() == ["scheduler"], "it says that it lives")
    begun = time.monotonic()
    stop(process)
    assert time.monotonic() - begun < 10


def test_a_killed_one_leaves_its_last_sign_of_life(manage, living):
    process = manage("worker")
    wait_until(lambda: living() == ["worker"], "it says that it lives")
    stop(process, signal.SIGKILL)
    assert living() == ["worker"]


def test_two_schedulers_run_a_job_once(manage, rows, living):
    first, second = manage("scheduler", "--interval", "0.1"), manage("scheduler", "--interval", "0.1")
    wait_until(lambda: living() == ["scheduler", "scheduler"], "both say that they live")
    all_ran = "select min(last_run is not null and holder = '') from operations_scheduledjob"
    wait_until(lambda: rows(all_ran) == [(1,)], "every job has run")
    outputs = stop(first)[1] + stop(second)[1]
    assert outputs.count("accounts.clear_sessions: done") == 1


class TestTasksInSeveralWorkers:
    """Real processes, one database, tasks that leave a trace in a file."""

    @pytest.fixture
    def trace(self, tmp_path):
        path = tmp_path / "trace"
        path.touch()
        return path

    @pytest.fixture
    def enqueue(self, manage, trace):
        def run(number: int, seconds: float = 0.0) -> None:
            code = (
                "from tests.operations.tasks_for_tests import noted\n"
                f"for each in range({number}): noted.enqueue({str(trace)!r}, f'{{each}}', {seconds})"
            )
            process = manage("shell", "--no-imports", "-v0", "-c", code, settings=DATABASE_TASKS)
            _out, error = process.communicate(timeout=120)
            assert process.returncode == 0, error

        return run

    @pytest.fixture
    def states(self, rows):
        ours = "select status from django_tasks_database_dbtaskresult where task_path like '%.noted'"
        return lambda: sorted(state for (state,) in rows(ours))

    def test_each_is_done_once(self, manage, enqueue, trace, states):
        enqueue(60, 0.02)
        workers = [manage("worker", "--interval", "0.05", settings=DATABASE_TASKS) for _number in range(3)]
        wait_until(lambda: states() == ["SUCCESSFUL"] * 60, "all tasks are done")
        for worker in workers:
            assert stop(worker)[0] == 0
        lines = [line.split() for line in trace.read_text().splitlines()]
        assert sorted(int(number) for number, _pid in lines) == list(range(60))
        assert len({pid for _number, pid in lines}) > 1, "one worker did everything: the test has shown nothing"

    def test_one_that_is_stopped_ends_its_task(self, manage, enqueue, trace, states):
        enqueue(2, 2.0)
        worker = manage("worker", settings=DATABASE_TASKS)
        wait_until(lambda: trace.read_text() != "", "the first task has begun")
        assert stop(worker)[0] == 0
        assert states() == ["READY", "SUCCESSFUL"]

    def test_one_that_is_stopped_twice_gives_its_task_back(self, manage, enqueue, trace, states):
        enqueue(1, 30.0)
        worker = manage("worker", settings=DATABASE_TASKS)
        wait_until(lambda: trace.read_text() != "", "the task has begun")
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        stop(worker)
        assert states() == ["READY"]
