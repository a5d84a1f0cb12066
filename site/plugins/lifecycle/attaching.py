"""Models of plugins that are not installed are kept out of Django's registry.

Their tables do not exist; with a foreign key to a user or a page they would make every deletion of one fail. Migrations are
kept out too: the site's `migrate` must not make tables for plugins nobody wants, nor fail because of one of them.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from plugins import active
from plugins.owners import owner_of_module
from plugins.trial.order import current_order

# Commands that read or write migrations of the apps they are given by name.
COMMANDS = {"makemigrations", "squashmigrations", "optimizemigration", "sqlmigrate", "showmigrations"}

_detached: dict[str, dict[str, type[Model]]] = {}
_lock = threading.RLock()


def labels() -> frozenset[str]:
    """Return the app labels of all plugins of this process."""
    return frozenset(config.label for config in apps.get_app_configs() if owner_of_module(config.name))


def start() -> None:
    """Mask the migrations of all plugins, except of those that a command for migrations names, and detach their models.

    The latter when all apps are ready: `ready()` of a plugin may want its models. The first connection to the database
    attaches those of what is installed.
    With SANAD_PLUGINS_MIGRATED, which is for tests, plugins are treated like our own rooms; so they are in a trial.
    """
    if getattr(settings, "SANAD_PLUGINS_MIGRATED", False) or current_order():
        return
    named = set(sys.argv[2:]) if len(sys.argv) > 1 and sys.argv[1] in COMMANDS else set()
    for label in labels() - named:
        mask(label)
    _after_all_are_ready(_detach_until_known)


def _after_all_are_ready(call: Callable[[], None]) -> None:
    """Call it when the last app is ready; Django has no signal for that."""
    last = [*apps.get_app_configs()][-1]
    ready = last.ready

    def ready_and_more() -> None:
        ready()
        call()

    last.ready = ready_and_more  # type: ignore[method-assign]


def _detach_until_known() -> None:
    if active.known().epoch is not None:  # some app has used the database in its ready()
        align()
        return
    for label in labels():
        detach_masked(label)


def mask(label: str) -> None:
    """Let Django's migration commands pass over this plugin."""
    modules: dict[str, Any] = settings.MIGRATION_MODULES
    modules[label] = None


@contextmanager
def unmasked(slugs: Iterable[str]) -> Iterator[None]:
    """Let these plugins' migrations be seen within the block. Call it under the life cycle's lock."""
    modules: dict[str, Any] = settings.MIGRATION_MODULES
    shown = {slug for slug in slugs if slug in modules and modules[slug] is None}
    for slug in shown:
        del modules[slug]
    try:
        yield
    finally:
        modules.update(dict.fromkeys(shown))


def detach(label: str) -> None:
    """Take a plugin's models out of the registry; does nothing when there are none or they are out."""
    with _lock:
        if models := apps.all_models.get(label):
            _detached[label] = dict(models)
            models.clear()
            apps.clear_cache()


def attach(label: str) -> None:
    """Put a plugin's models back; does nothing when they are there."""
    with _lock:
        if models := _detached.pop(label, None):
            apps.all_models[label].update(models)
            apps.clear_cache()


def detach_masked(label: str) -> None:
    """Detach a plugin that is to be out while it is not installed; not where plugins' tables are always there (tests)."""
    if label in settings.MIGRATION_MODULES:
        detach(label)


def attached(label: str) -> bool:
    """Are the plugin's models, if it has any, in the registry?"""
    return label not in _detached


def models_of(label: str) -> list[type[Model]]:
    """Return a plugin's models, attached or not, those made for many-to-many fields included."""
    return list((_detached.get(label) or apps.all_models.get(label) or {}).values())


def forget(label: str) -> None:
    """Drop what is kept of a plugin's models (tests that unload a plugin)."""
    _detached.pop(label, None)
    settings.MIGRATION_MODULES.pop(label, None)


def align(_active: frozenset[str] = frozenset()) -> None:
    """Attach what is installed and detach what is not, as the database says."""
    known = active.known()
    if known.epoch is None:
        return
    for label in labels():
        if label in known.installed:
            attach(label)
        else:
            detach_masked(label)


def first_connection(*, connection: Any, **_kwargs: Any) -> None:
    """Receiver of `connection_created`: whoever uses the database meets the models of what is installed, and no others."""
    if connection.alias != DEFAULT_DB_ALIAS or active.known().epoch is not None:
        return
    if any(label in settings.MIGRATION_MODULES for label in labels()):
        active.sync(force=True)
