"""Two commands that set up the same folder take turns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from script.lib.environment import ROOT
from script.lib.guards import only_one

SECOND = """
import pathlib, sys
from script.lib.guards import only_one
with only_one(pathlib.Path(sys.argv[1]), doing="setting up this folder"):
    print("my turn", flush=True)
"""


def second(lock: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_the_second_waits_and_says_for_whom(tmp_path: Path) -> None:
    lock = tmp_path / "var" / "setup.lock"
    with only_one(lock, doing="setting up this folder"):
        waiting = second(lock)
        assert waiting.stdout is not None
        assert "is setting up this folder; waiting" in waiting.stdout.readline()
    assert waiting.communicate(timeout=30)[0] == "my turn\n"


def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path: Path) -> None:
    lock = tmp_path / "setup.lock"
    lock.write_text("4194304\n")
    assert second(lock).communicate(timeout=30)[0] == "my turn\n"
