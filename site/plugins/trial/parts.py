"""The parts of one plugin that Django or Wagtail import by themselves, where an error would hit the whole site."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.db.migrations import Migration

# What only the plugin's author runs.
_NOT_IMPORTED = frozenset({"tests", "test", "conftest", "__main__", "migrations"})


class Faulty(Exception):
    """A part of the plugin can be imported, but not used."""


def import_migrations(slug: str, package: str) -> None:
    """Import each migration. Raises Faulty for a file without the class Migration, as Django would."""
    for module in _modules_in(f"{package}.migrations"):
        if not issubclass(getattr(module, "Migration", type(None)), Migration):
            raise Faulty(f"{module.__name__} has no class Migration")


def import_template_tags(slug: str, package: str) -> None:
    """Import each library of template tags. Raises Faulty for one without `register`."""
    for module in _modules_in(f"{package}.templatetags"):
        if not hasattr(module, "register"):
            raise Faulty(f"{module.__name__} has no variable named register")


def import_wagtail_hooks(slug: str, package: str) -> None:
    """Import wagtail_hooks.py, if there is one."""
    _import_if_there(f"{package}.wagtail_hooks")


def import_urls(slug: str, package: str) -> None:
    """Import urls.py, if there is one. Raises Faulty when it has no urlpatterns."""
    module = _import_if_there(f"{package}.urls")
    if module is not None and not isinstance(getattr(module, "urlpatterns", None), list):
        raise Faulty("urls.py has no list urlpatterns")


def import_all(slug: str, package: str) -> None:
    """Import what has not been imported yet, the tests left out."""
    for _module in _modules_in(package, deep=True):
        pass


def _modules_in(package: str, *, deep: bool = False) -> Iterator[ModuleType]:
    """Import and yield the modules of a package; nothing when there is none."""
    parent = _import_if_there(package)
    for info in pkgutil.iter_modules(getattr(parent, "__path__", [])):
        if info.name in _NOT_IMPORTED or info.name.startswith("test_"):
            continue
        name = f"{package}.{info.name}"
        if deep and info.ispkg:
            yield from _modules_in(name, deep=True)
        yield import_module(name)


def _import_if_there(name: str) -> ModuleType | None:
    return import_module(name) if find_spec(name) is not None else None
