"""What stops script/server is told in one line, before anything slow has begun."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from script.lib.console import Failure
from script.lib.environment import ROOT
from script.lib.guards import check_space

from .conftest import Run


def executable(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def only_line(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of a failed command; fail when there are more, or none."""
    assert ended.returncode != 0
    lines = ended.stderr.splitlines()
    assert len(lines) == 1, ended.stderr
    return lines[0]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_taken_port_is_told_in_one_line(run: Run, taken_port: int) -> None:
    line = only_line(run("script/server", "--port", str(taken_port)))
    assert f"port {taken_port} is taken" in line
    assert "--port" in line


def test_a_taken_port_is_found_before_the_environment_is_made(run: Run, clone: Path, taken_port: int) -> None:
    run("script/server", "--port", str(taken_port))
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_an_impossible_port_is_told_in_one_line(run: Run, port: str) -> None:
    assert "--port" in only_line(run("script/server", f"--port={port}"))


def test_an_old_python_is_told_with_its_version(run: Run, tmp_path: Path) -> None:
    old = executable(tmp_path / "python3", "echo 3.9")
    line = only_line(run("script/server", SANAD_PYTHON=str(old)))
    assert "Python 3.11 or newer is needed" in line
    assert "is 3.9" in line


def test_an_old_python_on_path_is_passed_over_for_a_newer_one(run: Run, tmp_path: Path) -> None:
    executable(tmp_path / "python3", "echo 3.9")
    executable(tmp_path / "python3.11", f'exec "{sys.executable}" "$@"')
    ended = run("script/server", "--help", PATH=f"{tmp_path}:/usr/bin:/bin", SANAD_PYTHON="")
    assert ended.returncode == 0, ended.stderr


def test_no_python_at_all_is_told(run: Run, tmp_path: Path) -> None:
    assert "none was found" in only_line(run("script/server", SANAD_PYTHON=str(tmp_path / "nothing")))


def test_a_python_without_venv_names_the_debian_package(run: Run, clone: Path, tmp_path: Path) -> None:
    # Debian keeps ensurepip in a package of its own: here it is hidden from the real interpreter.
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    python = executable(tmp_path / "python3", f'PYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"')
    line = only_line(run("script/server", "--port", "8999", SANAD_PYTHON=str(python)))
    assert "ensurepip is missing" in line
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in line
    assert not (clone / ".venv").exists()


def test_a_full_disk_is_told_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"\d+ MB free, the demo needs about 999999999 MB"):
        check_space(tmp_path, megabytes=999_999_999, purpose="the demo")


def test_a_folder_of_somebody_else_is_told_in_one_line() -> None:
    # Not below tmp_path, which is closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="sanad-closed-"))
    try:
        shutil.copytree(ROOT / "script", folder / "script", ignore=shutil.ignore_patterns("__pycache__"))
        folder.chmod(0o555)
        stranger = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        ended = subprocess.run(
            [str(folder / "script" / "server"), "--port", "8998"],
            user=stranger,
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "no permission to write into" in only_line(ended)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_an_unknown_option_is_told_in_one_line(run: Run) -> None:
    assert "--fast" in only_line(run("script/server", "--fast"))
