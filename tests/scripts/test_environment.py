"""The environment .venv is complete or made again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from script.lib import environment
from script.lib.console import Failure
from script.lib.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK, ensure, is_current, python_of, write_stamp


@pytest.fixture
def finished(clone: Path) -> Path:
    """A clone whose environment was finished for the product."""
    python_of(clone).parent.mkdir(parents=True)
    python_of(clone).symlink_to(sys.executable)
    write_stamp(clone, RUNTIME_LOCK)
    return clone


def test_an_unfinished_environment_is_thrown_away_and_made_again(clone: Path) -> None:
    remains = clone / ".venv" / "lib" / "half-a-package"
    remains.mkdir(parents=True)
    python_of(clone).parent.mkdir()
    python_of(clone).symlink_to(sys.executable)
    python = ensure(clone, RUNTIME_LOCK)
    assert not remains.exists()
    assert subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    assert is_current(clone, RUNTIME_LOCK)


def test_a_finished_environment_is_left_alone(finished: Path) -> None:
    before = python_of(finished).lstat()
    assert ensure(finished, RUNTIME_LOCK) == python_of(finished)
    assert python_of(finished).lstat() == before


def test_a_changed_lock_is_noticed(finished: Path) -> None:
    (finished / RUNTIME_LOCK).write_text("# something else\n")
    assert not is_current(finished, RUNTIME_LOCK)


def test_an_environment_for_the_product_is_not_enough_for_the_tests(finished: Path) -> None:
    assert not is_current(finished, DEVELOPMENT_LOCK)


def test_an_environment_for_the_tests_serves_the_product_too(finished: Path) -> None:
    write_stamp(finished, DEVELOPMENT_LOCK)
    assert is_current(finished, RUNTIME_LOCK)


def test_a_clone_that_was_moved_needs_a_new_environment(finished: Path) -> None:
    # The programs in .venv/bin carry the absolute path of their interpreter.
    moved = finished.rename(finished.with_name("elsewhere"))
    assert not is_current(moved, RUNTIME_LOCK)


def test_a_python_that_was_removed_needs_a_new_environment(finished: Path) -> None:
    python_of(finished).unlink()
    python_of(finished).symlink_to("/nowhere/python3.11")
    assert not is_current(finished, RUNTIME_LOCK)


def test_a_broken_stamp_counts_as_none(finished: Path) -> None:
    environment.stamp_file(finished).write_text('{"path": ')
    assert not is_current(finished, RUNTIME_LOCK)


def test_a_failed_installation_tells_pips_reason_and_leaves_no_stamp(clone: Path) -> None:
    (clone / RUNTIME_LOCK).write_text("wagtail==8.0.1\n")
    with pytest.raises(Failure, match=r"requirements\.txt could not be installed: .*[Hh]ash"):
        ensure(clone, RUNTIME_LOCK)
    assert not is_current(clone, RUNTIME_LOCK)


def test_a_link_in_the_place_of_the_environment_is_not_followed(clone: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (clone / ".venv").symlink_to(precious)
    with pytest.raises(Failure, match="move it away"):
        ensure(clone, RUNTIME_LOCK)
    assert precious.is_dir()
