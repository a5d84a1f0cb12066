"""A clone with nothing but the commands in it, and a way to run them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

from script.lib.environment import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK


class Run(Protocol):
    """Runs a command of the clone with further variables and returns how it ended."""

    def __call__(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone whose lock files ask for nothing."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "script", root / "script", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in (RUNTIME_LOCK, DEVELOPMENT_LOCK):
        (root / lock).write_text("# nothing\n")
    return root


@pytest.fixture
def run(clone: Path) -> Run:
    """Run a command of the clone to its end."""

    def run_command(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(clone / command[0]), *command[1:]],
            cwd=clone,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run_command
