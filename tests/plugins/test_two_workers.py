"""A change in one worker is in force in another within a second, without a restart."""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from plugins.testing import plugin_write

ROOT = Path(__file__).resolve().parents[2]
TOGGLES = 20
PROMISED = 1.0  # seconds


class Worker:
    """A kept connection to one process, or a new one to its own port for each question."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.process = self.ask("/which/")["process"]

    def ask(self, path: str) -> dict:
        """Return what the worker answers."""
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        answer: dict = json.loads(body)
        return answer


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A site of its own with one plugin: variables for its processes."""
    folder = tmp_path_factory.mktemp("two_workers")
    plugin_write(folder / "plugins", "one")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.plugins.two_workers",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SANAD_VAR": str(folder / "var"),
        "SANAD_PLUGINS": str(folder / "plugins"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    for name in ("SAFE_MODE", "DISABLE_PLUGINS", "SANAD_MUST_USE_PLUGINS"):
        environment.pop(name, None)
    migrate = [sys.executable, str(ROOT / "site" / "manage.py"), "migrate", "plugins", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True, timeout=200)
    return environment


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts programs and ends them after the test."""
    started: list[subprocess.Popen[str]] = []

    def start_program(*command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, "-m", *command], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start_program
    for process in started:
        process.terminate()
    for process in started:
        process.communicate(timeout=30)


def two_servers(start: Callable[..., subprocess.Popen[str]]) -> tuple[Worker, Worker]:
    """Two processes that know of each other only by the database."""
    servers = [start("tests.plugins.two_workers") for _each in range(2)]
    first, second = (Worker(int(server.stdout.readline())) for server in servers if server.stdout)
    return first, second


def gunicorn(start: Callable[..., subprocess.Popen[str]]) -> tuple[Worker, Worker]:
    """Two workers of one server; a kept connection stays with the worker that took it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--keep-alive", "60"]
    start("gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", *options)
    workers: dict[int, Worker] = {}
    end = time.monotonic() + 60
    while len(workers) < 2:
        assert time.monotonic() < end, "there are no two workers"
        try:
            worker = Worker(port)
        except OSError:
            time.sleep(0.2)
        else:
            workers.setdefault(worker.process, worker)
    first, second = workers.values()
    return first, second


NEEDS_GUNICORN = pytest.mark.skipif(not find_spec("gunicorn"), reason="gunicorn is not installed")


@pytest.mark.parametrize("workers", [two_servers, pytest.param(gunicorn, marks=NEEDS_GUNICORN)])
def test_a_change_in_one_is_in_force_in_the_other_within_a_second(start, workers):
    first, second = workers(start)
    assert first.process != second.process
    chance = random.Random(4)
    waits = []
    for number in range(TOGGLES):
        wanted = ["one"] if number % 2 == 0 else []
        time.sleep(chance.uniform(0, 0.3))  # so that it falls anywhere into the other's interval
        assert first.ask(f"/switch/one/{'on' if wanted else 'off'}/")["active"] == wanted
        done = time.monotonic()
        while second.ask("/which/")["active"] != wanted:
            assert time.monotonic() - done < 5, "the other worker never followed"
            time.sleep(0.01)
        waits.append(time.monotonic() - done)
    assert max(waits) < PROMISED
