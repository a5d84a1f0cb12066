"""Whether the server can load new code, and asking it to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins import reloading
from plugins.loaded import loaded

# Stands for a server: its name is in its command line, its worker asks it to reload, and it tells whether it was asked.
SERVER = """
import os, signal, subprocess, sys
signal.signal(signal.SIGHUP, lambda *_: os.write(2, b"asked"))  # not where the worker writes at the same moment
subprocess.run([sys.executable, "-c", "from plugins.reloading import *; print(reload_way().server, reload_ask(), flush=True)"])
"""


def served_by(tmp_path: Path, name: str) -> list[str]:
    (tmp_path / name).write_text(SERVER)
    environment = {**os.environ, "PYTHONPATH": str(Path(reloading.__file__).parents[1])}
    command = [sys.executable, str(tmp_path / name)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [*run.stdout.split(), *run.stderr.split()]


@pytest.mark.parametrize("name", ["gunicorn", "granian"])
def test_the_main_process_of_a_server_is_asked(tmp_path: Path, name: str) -> None:
    assert served_by(tmp_path, name) == [name, "True", "asked"]


def test_an_unknown_server_is_left_in_peace(tmp_path: Path) -> None:
    assert served_by(tmp_path, "some_server") == ["False"]


def test_the_development_server_sees_a_changed_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUN_MAIN", "true")
    monkeypatch.setattr(reloading, "_WATCHED", tmp_path / "file")
    (tmp_path / "file").write_text("")
    os.utime(tmp_path / "file", (1, 1))
    assert reloading.reload_ask() and (tmp_path / "file").stat().st_mtime > 1


def test_code_that_was_loaded_before_the_workers_cannot_be_reloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUN_MAIN", raising=False)
    monkeypatch.setattr(reloading, "_command_of", lambda process: ["gunicorn"])
    monkeypatch.setattr(loaded(), "process", os.getppid())
    assert not reloading.reload_way().possible


def test_a_server_that_is_gone_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reloading, "reload_way", lambda: reloading.Reload("gunicorn", 2**22 + 1))
    assert reloading.reload_ask() is False
