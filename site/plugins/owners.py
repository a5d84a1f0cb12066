"""Whose code is this? Plugins are known by the package their code stands in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from types import ModuleType

NAMESPACE = "sanad_plugins"
_PREFIX = NAMESPACE + "."

# Plugins that came as Python packages of their own: package -> slug.
_packages: dict[str, str] = {}
_owner: ContextVar[str] = ContextVar("plugin_owner", default="")


def owner_of(thing: object) -> str:
    """Return the slug of the plugin that `thing` belongs to, or "" for what is ours or Django's.

    `thing` is the dotted name of a module, a module, a class, a function, a bound method, a partial, or an object, which
    belongs to whom its class belongs to. A decorated function belongs to whoever wrote the function, when the decorator
    keeps its name (functools.wraps). Runs no code of a plugin but what looking up an attribute runs, and never raises.
    """
    return owner_of_module(_module_of(thing))


def owner_of_module(module: str) -> str:
    """Return the slug of the plugin that the module of this dotted name belongs to, or ""."""
    if module.startswith(_PREFIX):
        return module.split(".", 2)[1]
    for package, slug in _packages.items():
        if module == package or module.startswith(package + "."):
            return slug
    return ""


def package_register(package: str, slug: str) -> None:
    """Note that the Python package `package` is the plugin `slug`."""
    _packages[package] = slug


@contextmanager
def owned_by(slug: str) -> Iterator[None]:
    """Let whatever is registered in the block belong to the plugin `slug`, also when a helper of ours registers it."""
    token = _owner.set(slug)
    try:
        yield
    finally:
        _owner.reset(token)


def current_owner() -> str:
    """Return the slug of the plugin whose module is being imported or whose `ready()` runs, or ""."""
    return _owner.get()


def _module_of(thing: object) -> str:
    try:
        while isinstance(thing, partial):
            thing = thing.func
        if isinstance(thing, str):
            return thing
        module = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
    except Exception:  # an object may refuse to be asked, even for its class
        module = None
    return module if isinstance(module, str) else type(thing).__module__
