"""Which plugins have a say in what is indexed: an index that others have made is outdated, and is filled anew."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from content.page_types import brings_pages
from plugins.active import active_slugs, known
from plugins.hooks import add_action
from plugins.hooks.registry import filters
from plugins.lifecycle.leaving import Leftovers, leftovers
from plugins.registry import Registry
from plugins.settings.reading import settings_mark
from search.models import IndexedDocument

T = TypeVar("T", bound=Registry[Any])

_at_index_time: list[Registry[Any]] = []


def at_index_time(registry: T) -> T:
    """Note that what is in this registry decides what is indexed."""
    _at_index_time.append(registry)
    return registry


def contributes(slug: str) -> bool:
    """Tell whether the plugin, active or not, changes what is indexed."""
    listens = any(listener.owner == slug for listener in filters["search_document"].listeners)
    return listens or brings_pages(slug) or any(registry.entries_of(slug) for registry in _at_index_time)


def contributors_mark() -> str:
    """Return signs that change when plugins with a say come, go, or change version or settings; "" when there is none."""
    active = [slug for slug in sorted(active_slugs()) if contributes(slug)]
    if not active:
        return ""
    versions = known().versions
    says = [(slug, versions.get(slug, ""), settings_mark(slug)) for slug in active]
    return hashlib.blake2b(repr(says).encode(), digest_size=4).hexdigest()


def entries_of(slug: str) -> list[str]:
    """Return a line for what a plugin's kinds and facets have in the index; nothing when there is nothing."""
    count = _documents(slug).values("key").distinct().count()
    if not count:
        return []
    return [ngettext("%(count)d page in the search index", "%(count)d pages in the search index", count) % {"count": count}]


def entries_remove(slug: str) -> None:
    """Have the pages read again without the plugin."""
    from search.outbox import outbox_add

    outbox_add(keys=_documents(slug).values_list("key", flat=True).distinct())


def _documents(slug: str) -> QuerySet[IndexedDocument]:
    return IndexedDocument.objects.filter(Q(kind__startswith=f"{slug}__") | Q(facets__contains=f"\n{slug}__"))


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    leftovers.add(Leftovers(_("Search"), entries_of, entries_remove), name="search")
    for action in ("plugin_activated", "plugin_deactivated", "plugin_paused", "plugin_uninstalled", "plugin_settings_changed"):
        add_action(action, index_follow)


def index_follow(slug: str) -> None:
    """Have the index filled anew when the plugin has a say in it. Readers search the old one meanwhile.

    Where tasks run at once it would keep whoever switched the plugin waiting: there the scheduler does it at its next look.
    """
    from search.tasks import follow_plugins

    if not contributes(slug) or isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        return
    follow_plugins.enqueue()
