"""The package that plugin authors import."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import typing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

import sanad
from plugins.checking.imports import rooms
from plugins.hooks import Hook
from plugins.hooks.value_types import read_type
from plugins.reference import hooks_described

SOURCE = Path(str(sanad.__file__))


@pytest.mark.parametrize("name", sanad.__all__)
def test_every_name_is_there(name):
    assert getattr(sanad, name) is not None


def test_type_checkers_know_the_same_names():
    imports = [node for node in ast.walk(ast.parse(SOURCE.read_text())) if isinstance(node, ast.ImportFrom) and node.level == 0]
    told = {each.asname: f"{node.module}:{each.name}" for node in imports for each in node.names if each.asname}
    meant = {name: source if ":" in source else f"{source}:{name}" for name, source in sanad._SOURCES.items()}

    assert told == meant


def types_in(hook: Hook) -> set[str]:
    """The types of ours that the hook hands over or wants back; protocols say what an argument can do, and nobody makes one."""
    found = {kind for argument in hook.arguments for kind in classes_in(read_type(inspect.unwrap(hook.run), argument.name))}
    own = {kind for kind in found if kind.__module__.partition(".")[0] in rooms() and kind is not get_user_model()}
    return {kind.__name__ for kind in own if not getattr(kind, "_is_protocol", False)}


def classes_in(declared: Any) -> set[type]:
    """`list[Link] | None` is made of list, Link and None."""
    if arguments := typing.get_args(declared):
        return {kind for each in arguments for kind in classes_in(each)}
    return {declared} if isinstance(declared, type) else set()


@pytest.mark.parametrize("hook", hooks_described(), ids=lambda hook: hook.name)
def test_every_type_of_a_hook_can_be_imported(hook):
    assert types_in(hook) <= set(sanad.__all__)


def test_the_types_of_hooks_are_found():
    hook = next(each for each in hooks_described() if each.name == "search_suggestions")
    assert types_in(hook) == {"PageSuggestion", "Reader"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'register_slots'"):
        sanad.register_slots  # noqa: B018


def test_it_can_be_imported_before_django_is_set_up():
    assert find_spec("sanad") is not None
    code = "from sanad import PluginConfig, add_filter; print(PluginConfig.__name__)"
    run = subprocess.run([sys.executable, "-c", code], cwd=SOURCE.parents[1], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "PluginConfig", run.stderr
