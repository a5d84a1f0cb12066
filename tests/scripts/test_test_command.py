"""script/test PATH runs that part and no other; the whole run fails with any of its steps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from script.lib import packages
from script.lib.checks import Outcome, Step, checks
from script.lib.checks import run as run_step
from script.lib.console import Failure
from script.lib.environment import DEVELOPMENT_LOCK, ROOT, python_of, write_stamp
from script.lib.suite import summary

from .conftest import Run


@pytest.fixture
def ready(clone: Path) -> Path:
    """A clone with an environment (this one) and three tests."""
    python = python_of(clone)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    write_stamp(clone, DEVELOPMENT_LOCK)
    (clone / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "-p no:django -p no:randomly"\n')
    for room, test in (("kb", "good"), ("wiki", "bad")):
        (clone / "tests" / room).mkdir(parents=True)
        (clone / "tests" / room / f"test_{test}.py").write_text(
            f"def test_{test}():\n    assert {test == 'good'}\n\n\ndef test_other():\n    pass\n"
        )
    return clone


def test_a_path_runs_only_the_tests_there(run: Run, ready: Path) -> None:
    ended = run("script/test", "tests/kb")
    assert (ended.returncode, "2 passed" in ended.stdout) == (0, True), ended.stdout + ended.stderr


def test_one_test_can_be_named(run: Run, ready: Path) -> None:
    assert "1 passed" in run("script/test", "tests/kb/test_good.py::test_good").stdout


def test_further_arguments_go_to_pytest(run: Run, ready: Path) -> None:
    assert "1 passed, 1 deselected" in run("script/test", "tests/wiki", "-k", "other").stdout


def test_a_failed_part_fails_the_command(run: Run, ready: Path) -> None:
    ended = run("script/test", "tests/wiki")
    assert (ended.returncode, "1 failed, 1 passed" in ended.stdout) == (1, True)


def test_a_path_from_another_folder_is_understood(ready: Path) -> None:
    ended = subprocess.run(
        ["../../script/test", "test_good.py"], cwd=ready / "tests" / "kb", capture_output=True, text=True, check=False
    )
    assert "2 passed" in ended.stdout, ended.stdout + ended.stderr


@pytest.mark.postgres
def test_what_touches_the_database_runs_on_a_real_postgresql(run: Run, ready: Path) -> None:
    (ready / "tests" / "kb" / "test_rows.py").write_text(
        "import os\n\nimport psycopg\nimport pytest\n\n\n@pytest.mark.database\ndef test_rows():\n"
        '    with psycopg.connect(os.environ["SANAD_TEST_DATABASE_URL"]) as connection:\n'
        '        assert connection.execute("SELECT 1").fetchone() == (1,)\n'
    )
    ended = run("script/test", "--database", "postgres", "tests")
    assert (ended.returncode, "1 passed" in ended.stdout) == (0, True), ended.stdout + ended.stderr


@pytest.mark.parametrize("arguments", [("--database",), ("--database=mysql",), ("--database", "sqlite", "tests")])
def test_another_database_is_refused_in_a_line(run: Run, ready: Path, arguments: tuple[str, ...]) -> None:
    ended = run("script/test", *arguments)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended.stderr
    assert "takes postgres" in ended.stderr


def test_the_summary_fails_with_any_step_and_ends_with_pytests_line(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [Outcome("mypy", 2.0, False, "..."), Outcome("pytest", 3.0, True, "")]
    assert summary(outcomes, {"browser": "chromium"}, "== 7 passed in 3.00s ==", 5.0) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["Failed: mypy", "== 7 passed in 3.00s =="]
    assert "  NOT RUN: browser tests, for lack of: chromium" in lines


def test_a_step_whose_program_is_missing_has_failed() -> None:
    assert not run_step(Step("nothing", ["/nowhere/program"]), {}).passed


def test_every_step_names_a_program_of_the_environment(tmp_path: Path) -> None:
    assert all(Path(step.command[0]).parent == tmp_path for step in checks(tmp_path))


class TestPackages:
    """Missing packages outside root's reach; nothing is installed here."""

    @pytest.fixture(autouse=True)
    def as_a_user(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)

    @pytest.fixture
    def lacking(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        names: list[str] = []
        monkeypatch.setattr(packages, "missing", lambda: names)
        return names

    def test_a_complete_machine_leaves_nothing_out(self, lacking: list[str]) -> None:
        assert packages.ensure_packages(strict=True) == {}

    def test_ci_names_every_missing_package(self, lacking: list[str]) -> None:
        lacking += ["chromium", "maven"]
        with pytest.raises(Failure, match="apt-get install chromium maven"):
            packages.ensure_packages(strict=True)

    def test_outside_ci_the_tests_that_fall_out_are_known(self, lacking: list[str]) -> None:
        lacking += ["chromium", "fonts-noto-core"]
        assert packages.ensure_packages(strict=False) == {"browser": "chromium fonts-noto-core"}

    def test_outside_ci_too_there_is_no_run_without_gettext(self, lacking: list[str]) -> None:
        lacking += ["chromium", "gettext"]
        with pytest.raises(Failure, match="chromium gettext"):
            packages.ensure_packages(strict=False)


def test_ci_says_so_and_calls_the_one_command(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / "script").mkdir()
    (tmp_path / ".ci" / "run").write_text((ROOT / ".ci" / "run").read_text())
    (tmp_path / "script" / "test").write_text('#!/bin/sh\necho "CI=$CI with $# arguments in $PWD"\nexit 7\n')
    (tmp_path / "script" / "test").chmod(0o755)
    ended = subprocess.run(["sh", str(tmp_path / ".ci" / "run")], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (7, f"CI=true with 0 arguments in {tmp_path}\n")
