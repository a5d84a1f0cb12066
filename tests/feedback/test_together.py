"""Fifty answers at the same moment, each by a thread of its own, on a database that several connections share.

Tests of the suite run in one connection, where nothing can happen at once: these start a process of their own.
"""

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
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SANAD_TEST_DATABASE_URL": f"sqlite:///{folder / 'together.sqlite3'}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, str(ROOT / "tests" / "feedback" / "together.py"), what]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One reader, fifty times at once."""
    return run("one", tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Fifty readers at once."""
    return run("many", tmp_path_factory.mktemp("many"))


def test_fifty_answers_of_one_reader_make_one_vote(one):
    assert (one["votes"], one["counted"]) == (1, 1)


def test_fifty_comments_of_one_reader_make_one(one):
    assert one["comments"] == 1


def test_fifty_readers_make_fifty(many):
    assert (many["votes"], many["comments"]) == (50, 50)


def test_all_of_them_are_counted(many):
    assert many["counted"] == 50


@pytest.mark.parametrize("how", ["one", "many"])
def test_everybody_is_answered(how, request):
    assert request.getfixturevalue(how)["statuses"] == {"200": 100}
