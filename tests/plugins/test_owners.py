"""Whose code is this?"""

from __future__ import annotations

from functools import partial, wraps
from types import FunctionType, ModuleType
from typing import Any

import pytest

from plugins.owners import current_owner, owned_by, owner_of, package_register


def function_of(module: str) -> Any:
    return FunctionType((lambda: None).__code__, {"__name__": module})


def class_of(module: str) -> type[Any]:
    return type("Thing", (), {"__module__": module, "method": lambda self: None})


@pytest.mark.parametrize(
    ("thing", "slug"),
    [
        ("sanad_plugins.banner", "banner"),
        ("sanad_plugins.banner.views.deep", "banner"),
        ("sanad_plugins", ""),
        ("sanad_plugins_other.banner", ""),
        ("kb.models", ""),
        (ModuleType("sanad_plugins.banner.views"), "banner"),
        (function_of("sanad_plugins.banner.views"), "banner"),
        (class_of("sanad_plugins.banner.views"), "banner"),
        (class_of("sanad_plugins.banner.views")(), "banner"),
        (partial(partial(function_of("sanad_plugins.banner"), 1), 2), "banner"),
        (owner_of, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_things_belong_to_the_plugin_of_their_module(thing: object, slug: str) -> None:
    assert owner_of(thing) == slug


def test_a_function_in_our_decorator_belongs_to_its_author() -> None:
    @wraps(function_of("sanad_plugins.banner"))
    def ours() -> None: ...

    assert owner_of(ours) == "banner"


def test_an_object_that_refuses_to_be_asked_does_no_harm() -> None:
    class Refusing:
        def __getattribute__(self, name: str) -> Any:
            raise ValueError

    assert owner_of(Refusing()) == ""


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.owners._packages", {})
    package_register("acme.banner", "banner")


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("module", "slug"), [("acme.banner", "banner"), ("acme.banner.x", "banner"), ("acme.banners", ""), ("acme", "")]
)
def test_an_installed_package_belongs_to_its_plugin(module: str, slug: str) -> None:
    assert owner_of(module) == slug


def test_nobody_is_at_work_at_first() -> None:
    assert current_owner() == ""


def test_the_owner_holds_for_the_block_only() -> None:
    with owned_by("banner"):
        with owned_by("other"):
            inner = current_owner()
        outer = current_owner()
    assert (inner, outer, current_owner()) == ("other", "banner", "")
