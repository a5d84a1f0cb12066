"""Which plugins have a say in what is indexed: an index that others have made is outdated, and is filled anew."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from plugins.active import active_slugs, known
from plugins.hooks import add_action
from plugins.hooks.registry import filters
from plugins.registry import Registry

T = TypeVar("T", bound=Registry[Any])

_at_index_time: list[Registry[Any]] = []


def at_index_time(registry: T) -> T:
    """Note that what is in this registry decides what is indexed."""
    _at_index_time.append(registry)
    return registry


def contributes(slug: str) -> bool:
    """Tell whether the plugin, active or not, changes what is indexed."""
    listens = any(listener.owner == slug for listener in filters["search_document"].listeners)
    return listens or any(registry.entries_of(slug) for registry in _at_index_time)


def contributors_mark() -> str:
    """Return signs that change when plugins with a say come, go, or change their version; "" when there is none."""
    active = [slug for slug in sorted(active_slugs()) if contributes(slug)]
    if not active:
        return ""
    versions = known().versions
    return hashlib.blake2b(repr([(slug, versions.get(slug, "")) for slug in active]).encode(), digest_size=4).hexdigest()


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    for action in ("plugin_activated", "plugin_deactivated", "plugin_paused", "plugin_uninstalled"):
        add_action(action, index_follow)


def index_follow(slug: str) -> None:
    """Have the index filled anew when the plugin has a say in it. Readers search the old one meanwhile.

    Where tasks run at once it would keep whoever switched the plugin waiting: there the scheduler does it at its next look.
    """
    from search.tasks import rebuild_outdated

    if not contributes(slug) or isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        return
    rebuild_outdated.enqueue()
