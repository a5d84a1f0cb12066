"""What a process is for is known before its settings are read."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from config import process
from script.lib.checks import production
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_kind", process.kind())


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["manage.py", "worker", "--once"], "worker"),
        (["manage.py", "scheduler"], "worker"),
        (["manage.py", "migrate"], "migrations"),
        (["manage.py", "runserver", "8000"], "web"),
        (["manage.py", "search_rebuild"], "command"),
        (["manage.py"], "command"),
    ],
)
def test_a_command_is_known_by_its_name(arguments: list[str], kind: str) -> None:
    process.declare_command(arguments)
    assert process.kind() == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("import config.wsgi", "web"),
        (
            "import runpy, sys; sys.argv = ['manage.py', 'worker', '-h']; runpy.run_path('manage.py', {}, '__main__')",
            "worker",
        ),
    ],
)
def test_the_doors_say_it(code: str, kind: str) -> None:
    script = f"""
try:
    {code}
except SystemExit:
    pass
from django.conf import settings
from config import process
print(process.kind(), settings.DATABASES["default"]["OPTIONS"]["application_name"])
"""
    environment = os.environ | production() | {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none", "SAFE_MODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / "site", env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1:] == [f"{kind} sanad {kind}"], done.stderr
