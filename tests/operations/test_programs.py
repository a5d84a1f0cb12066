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
