"""docs/plugins.md names what there is: the API, the rules of the check, what a manifest may say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import sanad
from plugins import checking
from plugins.creating import parts
from plugins.manifest_rules import PROVIDES
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")


def names_of_rules() -> set[str]:
    """The rules that findings are made of: `module.finding(node, "rule", …)` and `Finding(path, line, "rule", …)`."""
    found: set[str] = set()
    for path in Path(str(checking.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = {"finding": 1, "Finding": 2}.get(ast.unparse(node.func).rpartition(".")[2])
            for rule in node.args[place : place + 1] if place is not None else ():
                if isinstance(rule, ast.Constant):
                    found.add(str(rule.value))
    return found


@pytest.mark.parametrize("name", sanad.__all__)
def test_every_name_of_the_api_is_told_of(name):
    assert re.search(rf"\b{name}\b", TEXT)


def test_the_rules_of_the_check_are_those_that_are_listed():
    section = TEXT.partition("## What `plugin check` looks for")[2].partition("\n## ")[0]
    listed = {rule for line in section.splitlines() if line.startswith("| `") for rule in re.findall("`([a-z-]+)`", line)}
    assert listed == names_of_rules()


@pytest.mark.parametrize("name", PROVIDES)
def test_what_a_manifest_may_provide_is_told_of(name):
    assert name in TEXT


def test_the_parts_of_a_new_plugin_are_as_the_command_says():
    assert parts() == ["api", "blocks", "command", "job", "models", "settings", "urls"]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_links_lead_somewhere(target):
    assert (ROOT / "docs" / target).exists()
