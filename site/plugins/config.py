"""The class by which a plugin is a Django app. What it does at the start is guarded: a failure costs the plugin, not the site.

Caught is everything but Ctrl-C: sys.exit() at the start would end the server, and some libraries raise errors of their own
below BaseException.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import AppConfig, apps

from plugins.blame import describe_error
from plugins.journal import step
from plugins.loaded import note_broken
from plugins.outside import is_from_outside
from plugins.owners import owned_by, owner_of_module

logger = logging.getLogger("plugins.loading")


class PluginConfig(AppConfig):
    """Derive one class from this in the plugin's apps.py. `name` and `label` follow from where the plugin lies.

    `ready()` may add hooks and register whatever `sanad` offers; it must not ask the database. The methods below it are
    called when an administrator changes the plugin's state; whatever they raise undoes the change.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        package, _, module = cls.__module__.rpartition(".")
        if module == "apps":
            if "name" not in cls.__dict__:
                cls.name = package
            if "label" not in cls.__dict__:
                cls.label = owner_of_module(package) or package.rpartition(".")[2]
        if "ready" in cls.__dict__:
            cls.ready = _guarded_ready(cls.__dict__["ready"])  # type: ignore[method-assign, assignment]

    @property
    def slug(self) -> str:
        """The plugin's slug, which is its app label as well."""
        return self.label

    def import_models(self) -> None:
        """Import models.py. When it fails the plugin is left without any model, and is broken."""
        try:
            with owned_by(self.slug), step(self.slug, "its models"):
                super().import_models()
        except BaseException as error:
            if is_from_outside(error):
                raise
            give_up(self.slug, error, "its models could not be imported")
            self._forget_models()

    def ready(self) -> None:
        """Called once in each process at its start, when all models are there."""

    def activated(self) -> None:
        """Called in the process of whoever switches the plugin on, after its migrations."""

    def deactivated(self) -> None:
        """Called before the plugin is switched off. Its data stays."""

    def upgraded(self, old: str, new: str) -> None:
        """Called once after the plugin's version changed, after its migrations."""

    def uninstalled(self) -> None:
        """Called before the plugin's tables and settings are removed, for what it keeps elsewhere."""

    def _forget_models(self) -> None:
        apps.all_models[self.label].clear()
        self.models_module = None
        module = f"{self.name}.models"
        for name in [each for each in sys.modules if each == module or each.startswith(module + ".")]:
            del sys.modules[name]
        apps.clear_cache()


def _guarded_ready(ready: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(ready)
    def guarded(self: Any) -> None:
        try:
            with owned_by(self.slug), step(self.slug, "its ready()"):
                ready(self)
        except BaseException as error:
            if is_from_outside(error):
                raise
            give_up(self.slug, error, "its ready() failed")

    return guarded


def give_up(slug: str, error: BaseException, what: str) -> None:
    """Log and note that the plugin is not used by this process, because of an error at its start."""
    reason = describe_error(error, what)
    logger.error("The plugin %s is not used. %s", slug, reason, exc_info=error)
    note_broken(slug, reason)
