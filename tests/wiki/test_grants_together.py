"""Grants at the same moment, on a database that several connections share: limits hold, and one form is one grant."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(what: str, folder: Path) -> dict[str, Any]:
    """Run it on a new SQLite file."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SANAD_TEST_DATABASE_URL": f"sqlite:///{folder / 'together.sqlite3'}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, str(ROOT / "tests" / "wiki" / "grants_together.py"), what]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.timeout(500)
def test_twelve_at_once_do_not_pass_a_limit_of_two(tmp_path):
    assert run("limit", tmp_path) == {"kinds": {"granted": 2, "asked": 10}, "failures": {}, "problems": []}


@pytest.mark.timeout(500)
def test_one_form_sent_twelve_times_at_once_is_one_grant(tmp_path):
    assert run("twice", tmp_path) == {"kinds": {"granted": 1}, "failures": {}, "problems": []}
