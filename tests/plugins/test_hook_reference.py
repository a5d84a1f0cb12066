"""docs/hooks.md says what the code says; every hook and slot has words and a test."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from plugins.reference import hooks_described, reference
from tests.conftest import ROOT
from theme.slots import SLOTS

HOOKS = hooks_described()
FEWEST_WORDS = 6


@cache
def texts_of_tests() -> str:
    """What all tests say, but this one and the catalogue's own: what a loop over the catalogue fires proves little."""
    files = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def is_named_in_tests(name: str) -> bool:
    return re.search(rf"\b{name}\b", texts_of_tests()) is not None


def test_the_reference_is_up_to_date():
    written = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    assert written == reference(), "Run: .venv/bin/python site/manage.py plugin reference"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.name)
def test_a_hook_says_what_it_is_for(hook):
    assert len(hook.documentation.split()) >= FEWEST_WORDS


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.name)
def test_a_hook_is_named_in_a_test(hook):
    assert is_named_in_tests(hook.name)


@pytest.mark.parametrize("slot", SLOTS)
def test_a_slot_says_where_it_is(slot):
    assert len(str(SLOTS[slot].words).split()) >= FEWEST_WORDS


@pytest.mark.parametrize("slot", SLOTS)
def test_a_slot_is_named_in_a_test(slot):
    assert is_named_in_tests(slot)


def test_a_hook_that_no_test_names_is_found_out():
    assert not is_named_in_tests("page_" + "that_nobody_tests")


def test_a_file_that_is_not_up_to_date_is_an_error(tmp_path, db):
    (tmp_path / "hooks.md").write_text("Old.")
    with pytest.raises(CommandError, match="not up to date"):
        call_command("plugin", "reference", "--check", "--to", tmp_path / "hooks.md")


def test_the_reference_is_written_where_it_is_wanted(tmp_path, db):
    call_command("plugin", "reference", "--to", tmp_path / "hooks.md", verbosity=0)
    assert (tmp_path / "hooks.md").read_text(encoding="utf-8") == reference()
