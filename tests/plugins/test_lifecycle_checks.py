"""Why a plugin cannot be switched on: each reason is told apart."""

from __future__ import annotations

import pytest

from plugins import lifecycle
from plugins.lifecycle import dependents, reasons_against
from plugins.lifecycle.checks import requirements_first
from plugins.loaded import loaded

pytestmark = pytest.mark.django_db

NEEDS_BASE = '[requires.plugins]\nbase = ">=1.2"'


@pytest.fixture
def top(make):
    return make("top", more=NEEDS_BASE)


def test_nothing_speaks_against_a_small_plugin(make):
    make("one")
    assert reasons_against("one") == []


def test_a_missing_requirement_is_called_missing(top):
    assert reasons_against("top") == ["Top needs the plugin base, which is missing: add its folder."]


def test_an_inactive_requirement_is_called_inactive(top, make):
    make("base", version="1.2")
    assert reasons_against("top") == ["Top needs the plugin base, which is not active: switch it on first."]


def test_a_requirement_of_another_version_is_told_with_both(top, make):
    make("base", version="1.1")
    assert reasons_against("top") == ["Top needs the plugin base in a version >=1.2, but 1.1 is here."]


def test_a_broken_requirement_is_told_with_its_reason(top, make):
    make("base", version="1.2")
    loaded().broken["base"] = "Its ready() failed."
    assert reasons_against("top") == ["Top needs the plugin base, which cannot be used: Its ready() failed."]


def test_an_active_requirement_is_enough(top, make):
    make("base", version="1.2")
    lifecycle.activate("base")
    assert reasons_against("top") == []


def test_a_circle_is_named(make):
    for slug, other in [("one", "two"), ("two", "three"), ("three", "one")]:
        make(slug, more=f'[requires.plugins]\n{other} = ""')
    assert "one → two → three → one" in reasons_against("one")[0]


def test_models_that_are_not_announced_are_refused(make):
    make("one", {"models.py": "from django.db import models\n\n\nclass Thing(models.Model):\n    pass\n"})
    assert reasons_against("one") == ['One has models, but its plugin.toml does not say so: "models" is missing in provides.']


def test_who_needs_a_plugin_through_another_is_a_dependent(make):
    make("base")
    make("middle", more='[requires.plugins]\nbase = ""')
    make("top", more='[requires.plugins]\nmiddle = ""')
    assert dependents("base", ["top", "middle", "base"]) == ["top", "middle"]


def test_requirements_come_first(make):
    make("a_top", more='[requires.plugins]\nz_base = ""')
    make("z_base")
    assert requirements_first(["a_top", "z_base"]) == ["z_base", "a_top"]
