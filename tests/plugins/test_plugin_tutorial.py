"""What docs/plugins.md tells authors to do, done; and a new plugin with all its parts, as others will use it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.creating import parts
from tests.conftest import ROOT
from tests.plugins.site_copy import SiteCopy, site_copy

# Everything here starts the site, some of it with a new database.
pytestmark = pytest.mark.timeout(1200)

TUTORIAL = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").split("\n## ")[1]
_STEP = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_FILE = re.compile(r"`(plugins/[\w./]+\.\w+)`")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> SiteCopy:
    return site_copy(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def tutorial(copy: SiteCopy) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each command of the tutorial has done; files are written as it says, into the last one named before their text."""
    done: dict[str, subprocess.CompletedProcess[str]] = {}
    for found in _STEP.finditer(TUTORIAL):
        language, text = found.groups()
        if language == "sh":
            done |= {line: copy.run(line) for line in text.splitlines()}
        else:
            path = copy.root / _FILE.findall(TUTORIAL[: found.start()])[-1]
            path.write_text(text, encoding="utf-8")
    return done


COMMANDS = [line for language, text in _STEP.findall(TUTORIAL) if language == "sh" for line in text.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_tutorial_succeeds(tutorial, command):
    assert tutorial[command].returncode == 0, tutorial[command].stdout + tutorial[command].stderr


def test_the_tutorial_ends_with_a_zip(tutorial, copy):
    assert [path.name for path in (copy.root / "var" / "dist").iterdir()] == ["old_news-0.1.0.zip"]


def test_the_check_of_the_tutorial_tells_of_what_is_left_to_do(tutorial):
    told = tutorial[".venv/bin/python site/manage.py plugin check old_news"].stdout
    assert set(re.findall(r"\[([a-z-]+)\]", told)) == {"catalogue", "undescribed"}


@pytest.fixture(scope="module")
def whole(copy: SiteCopy) -> Path:
    """A new plugin with all parts."""
    made = copy.manage(f"plugin create whole --author Somebody --with {','.join(parts())}")
    assert made.returncode == 0, made.stderr
    return copy.plugins / "whole"


def ok(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_plugin_has_nothing_to_mend(copy, whole):
    assert ok(copy.manage("plugin check whole --strict")) == "whole: nothing to mend.\n"


def test_a_new_plugin_is_well_formed_python(copy, whole):
    ok(copy.run(f"{sys.executable} -m ruff check plugins/whole && {sys.executable} -m ruff format --check plugins/whole"))


def test_a_new_plugin_has_well_formed_templates(copy, whole):
    ok(copy.run(f"{sys.executable} -m djlint plugins/whole --check --lint"))


def test_the_migrations_of_a_new_plugin_make_its_models(copy, whole):
    ok(copy.manage("makemigrations whole --check"))


def test_a_new_plugin_stands_the_trial_and_is_switched_on(copy, whole):
    assert ok(copy.manage("plugin activate whole")) == "whole is active.\n"


def test_the_tests_of_a_new_plugin_pass(copy, whole):
    assert re.search(r"\b1[0-9] passed", ok(copy.run(".venv/bin/python -m pytest plugins/whole/tests -q")))
