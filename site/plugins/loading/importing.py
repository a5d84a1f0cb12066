"""Import what Django needs of a plugin before it starts: the class in its apps.py."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.utils.functional import empty

from plugins.blame import describe_error
from plugins.config import PluginConfig
from plugins.journal import step
from plugins.manifest import Manifest
from plugins.outside import is_from_outside
from plugins.owners import NAMESPACE, owned_by, package_register


class CannotImport(Exception):
    """The plugin cannot be a Django app. The text is the reason, a sentence."""


def open_namespace(folder: Path) -> None:
    """Make the folders in `folder` importable as packages of `sanad_plugins`, besides those of earlier calls."""
    package = sys.modules.get(NAMESPACE)
    if package is None:
        package = ModuleType(NAMESPACE, "Plugins; each is a folder.")
        package.__spec__ = ModuleSpec(NAMESPACE, None, is_package=True)
        package.__path__ = package.__spec__.submodule_search_locations = []
        sys.modules[NAMESPACE] = package
    if str(folder) not in package.__path__:
        package.__path__.insert(0, str(folder))


def import_app(manifest: Manifest) -> str:
    """Import a plugin's apps.py and return its entry for INSTALLED_APPS. Raises CannotImport and leaves no module behind."""
    if manifest.entry_point:
        package_register(manifest.entry_point, manifest.slug)
    untouched = settings._wrapped  # type: ignore[misc]
    try:
        with owned_by(manifest.slug), step(manifest.slug, "the import of its apps.py"):
            module = import_module(f"{manifest.package}.apps")
            chosen = _config_of(module, manifest)
        if untouched is empty and settings._wrapped is not empty:  # type: ignore[misc]
            # Django's settings are being written just now: it has got half of them.
            raise CannotImport("Its apps.py asks the settings while it is imported. It must do so in ready() or later.")
    except BaseException as error:
        if is_from_outside(error):
            raise
        forget_modules(manifest.package)
        if isinstance(error, CannotImport):
            raise
        raise CannotImport(describe_error(error, "it cannot be imported")) from error
    finally:
        if untouched is empty:
            settings._wrapped = empty
    return f"{module.__name__}.{chosen.__qualname__}"


def forget_modules(package: str) -> None:
    """Remove a package and all its modules from those that are imported."""
    for name in [each for each in sys.modules if each == package or each.startswith(package + ".")]:
        del sys.modules[name]
    parent, _, name = package.rpartition(".")
    if parent in sys.modules and hasattr(sys.modules[parent], name):
        delattr(sys.modules[parent], name)


def _config_of(module: ModuleType, manifest: Manifest) -> type[PluginConfig]:
    """The one class of apps.py by which the plugin is an app."""
    classes = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, PluginConfig) and each.__module__ == module.__name__
    ]
    chosen = [each for each in classes if each.__dict__.get("default")] or classes
    if len(chosen) != 1:
        many = "several classes" if chosen else "no class"
        raise CannotImport(f"Its apps.py has {many} derived from sanad.PluginConfig; it needs one, or one with default = True.")
    config = chosen[0]
    for key, wanted in (("name", manifest.package), ("label", manifest.slug)):
        if getattr(config, key, wanted) != wanted:
            raise CannotImport(f"The class {config.__name__} in its apps.py sets {key}; it must be {wanted!r} or left out.")
    return config
