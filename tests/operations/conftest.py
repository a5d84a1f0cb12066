"""Programs that run beside the site, with a small database of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240.0
"""Until something is waited for in vain: a busy machine starts a program in a minute or two."""


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker and scheduler close connections that seem to be left in a transaction, as that of a test is."""
    for module in ("django_tasks_db.management.commands.db_worker", "operations.management.commands.worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    monkeypatch.setattr("operations.management.commands.scheduler.close_old_connections", lambda: None)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables, for the jobs of every room, made once."""
    path = tmp_path_factory.mktemp("operations") / "site.sqlite3"
    migrate = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    done = _manage(path, "shell", "--no-imports", "-c", migrate)
    _out, error = done.communicate(timeout=900)
    assert done.returncode == 0, error
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    """A database file for one test."""
    path = tmp_path / "site.sqlite3"
    for part in migrated.parent.glob("site.sqlite3*"):
        (tmp_path / part.name).write_bytes(part.read_bytes())
    return path


def _manage(database: Path, *arguments: str, settings: str = "config.settings.test") -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "SANAD_TEST_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    return subprocess.Popen(
        [sys.executable, str(ROOT / "site" / "manage.py"), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


Manage = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def manage(database: Path) -> Iterator[Manage]:
    """Starts `manage.py` with this test's database; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, settings: str = "config.settings.test") -> subprocess.Popen[str]:
        started.append(_manage(database, *arguments, settings=settings))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.1)


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str]:
    """Ask a process to stop; return its exit code and what it wrote."""
    process.send_signal(number)
    out, error = process.communicate(timeout=SECONDS)
    return process.returncode, out + error
