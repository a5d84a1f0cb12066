"""The checks of script/test apart from the tests: form, types, imports, Django's own checks."""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from script.lib.environment import ROOT

# In script/lib is the link that gives plugins the name by which they are imported.
TYPED = ("site", "script/lib", "tests", "benchmarks")
WITH_TEMPLATES = ("site", "plugins")
PROGRAMS = ("site", "plugins", "script", "benchmarks")
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


class Step(NamedTuple):
    """A command to run from the project's root, with what its environment needs besides."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = {}


class Outcome(NamedTuple):
    """How a step ended: its length in seconds, and everything it said."""

    name: str
    seconds: float
    passed: bool
    output: str


def run(step: Step, environment: Mapping[str, str]) -> Outcome:
    """Run a step to its end; a command that cannot be started has failed like any other."""
    began = time.monotonic()
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            env={**environment, **step.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        return Outcome(step.name, time.monotonic() - began, False, str(error))
    return Outcome(step.name, time.monotonic() - began, done.returncode == 0, done.stdout)


def checks(programs: Path) -> list[Step]:
    """Return the steps, the longest first. `programs`: the folder bin of the environment."""
    manage = [str(programs / "python"), "site/manage.py"]
    ruff = str(programs / "ruff")
    return [
        Step("mypy", [str(programs / "mypy"), *_existing(TYPED)]),
        Step("djlint", [str(programs / "djlint"), *_existing(WITH_TEMPLATES), "--check", "--lint"]),
        Step("bandit", [str(programs / "bandit"), "-q", "-c", "pyproject.toml", "-r", *_existing(PROGRAMS)]),
        Step("imports between rooms", [str(programs / "lint-imports")]),
        Step("system checks", [*manage, "check", "--fail-level", "WARNING"], TEST_SETTINGS),
        Step("system checks for production", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production()),
        Step("missing migrations", [*manage, "makemigrations", "--check", "--dry-run"], TEST_SETTINGS),
        Step("new migrations", [str(programs / "python"), "script/lib/new_migrations.py"], TEST_SETTINGS),
        Step("ruff format", [ruff, "format", "--check", "."]),
        Step("ruff check", [ruff, "check", "."]),
    ]


def _existing(folders: tuple[str, ...]) -> list[str]:
    return [folder for folder in folders if (ROOT / folder).is_dir()]


def production() -> dict[str, str]:
    """Return an environment that a careful operator could have written."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "help.example.org",
        "SITE_URL": "https://help.example.org",
        "SECURE_HSTS_SUBDOMAINS": "yes",
    }
