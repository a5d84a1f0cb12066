"""script/production prepares, then becomes the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from script.lib.environment import RUNTIME_LOCK, python_of, write_stamp

from .conftest import Run


@pytest.fixture
def told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose Python notes what it is asked to run, and does not run it; the file with the notes."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    notes = clone / "notes"
    python = python_of(clone)
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\necho "$DJANGO_SETTINGS_MODULE" "$@" >> "{notes}"\n'
        'case "$*" in *prepare*) exit "${PREPARING_ENDS:-0}";; esac\n'
    )
    python.chmod(0o755)
    write_stamp(clone, RUNTIME_LOCK)
    return notes


MESSAGES = "config.settings.production script/lib/compile_messages.py"
PREPARE = "config.settings.production site/manage.py prepare"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [MESSAGES, PREPARE, "config.settings.production -m config.server"]),
        (["--prepare-only"], [MESSAGES, PREPARE]),
        (["--no-prepare"], ["config.settings.production -m config.server"]),
        (
            ["--no-prepare", "--bind", "[::1]:8000", "--workers", "3"],
            ["config.settings.production -m config.server --bind [::1]:8000 --workers 3"],
        ),
    ],
)
def test_steps_come_in_their_order(run: Run, told: Path, options, expected):
    done = run("script/production", *options)
    assert done.returncode == 0, done.stderr
    assert told.read_text().splitlines() == expected


def test_what_is_not_prepared_is_not_served(run: Run, told: Path):
    done = run("script/production", PREPARING_ENDS="3")
    assert done.returncode == 3
    assert "config.server" not in told.read_text()


def test_preparing_alone_and_not_preparing_exclude_each_other(run: Run, told: Path):
    done = run("script/production", "--prepare-only", "--no-prepare")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
