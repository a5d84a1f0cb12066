"""The package that plugin authors import."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import sanad

SOURCE = Path(str(sanad.__file__))


@pytest.mark.parametrize("name", sanad.__all__)
def test_every_name_is_there(name):
    assert getattr(sanad, name) is not None


def test_type_checkers_know_the_same_names():
    imports = [node for node in ast.walk(ast.parse(SOURCE.read_text())) if isinstance(node, ast.ImportFrom) and node.level == 0]
    told = {each.asname: f"{node.module}:{each.name}" for node in imports for each in node.names if each.asname}
    meant = {name: source if ":" in source else f"{source}:{name}" for name, source in sanad._SOURCES.items()}

    assert told == meant


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'register_slots'"):
        sanad.register_slots  # noqa: B018


def test_it_can_be_imported_before_django_is_set_up():
    assert find_spec("sanad") is not None
    code = "from sanad import PluginConfig, add_filter; print(PluginConfig.__name__)"
    run = subprocess.run([sys.executable, "-c", code], cwd=SOURCE.parents[1], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "PluginConfig", run.stderr
