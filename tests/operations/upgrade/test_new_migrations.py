"""The check of script/test on migrations since the first release."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from script.lib.environment import ROOT
from script.lib.new_migrations import baseline, is_new

APPS = {"kb", "newroom", "wagtailcore"}


def test_every_room_with_migrations_stands_in_the_baseline_or_is_looked_at_whole():
    for app, name in baseline().items():
        assert (ROOT / "site" / app / "migrations" / f"{name}.py").is_file(), f"{app} {name}"


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (("kb", "0011_reminders_of_all_pages"), False),
        (("kb", "0002_x"), False),
        (("kb", "0012_x"), True),
        (("wagtailcore", "0100_x"), False),
    ],
)
def test_which_are_new(key, wanted):
    assert is_new(key, baseline(), APPS) is wanted


@pytest.mark.timeout(600)
def test_all_of_ours_let_old_processes_live():
    command = [sys.executable, "script/lib/new_migrations.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\d+ migrations since", done.stdout, re.MULTILINE)
