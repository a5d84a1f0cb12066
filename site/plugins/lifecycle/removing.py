"""Remove all that a plugin has left in the database; say before what that is."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from plugins import active
from plugins.blame import describe_error
from plugins.lifecycle import attaching, checks, events, migrating, tables
from plugins.lifecycle.audit import Done
from plugins.lifecycle.errors import LifecycleError
from plugins.lifecycle.leaving import leftovers
from plugins.lifecycle.locking import lifecycle_lock
from plugins.lifecycle.states import state_set
from plugins.lifecycle.telling import tell_anyway
from plugins.loaded import loaded
from plugins.models import Plugin, PluginFailure, PluginSettings, State
from plugins.outside import pass_from_outside
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.shield import GUARDED

logger = logging.getLogger("plugins")


@dataclass(frozen=True)
class Plan:
    """What an uninstall removes."""

    slug: str
    tables: tuple[tuple[str, int], ...]  # (name, rows)
    settings: int  # languages with settings
    permissions: tuple[str, ...]
    content_types: tuple[str, ...]
    migrations: tuple[str, ...]
    failures: int
    others: tuple[tuple[str, tuple[str, ...]], ...]  # (what a room keeps for plugins, what there is of it)

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(rows for _table, rows in self.tables)


def plan(slug: str) -> Plan:
    """Return what an uninstall would remove. Changes nothing."""
    return Plan(
        slug=slug,
        tables=tuple((table, tables.rows_in(table)) for table in tables.tables_of(slug)),
        settings=PluginSettings.objects.filter(slug=slug).count(),
        permissions=tuple(tables.permissions_of(slug)),
        content_types=tuple(f"{each.app_label}.{each.model}" for each in tables.content_types_of(slug)),
        migrations=() if tables.is_core_label(slug) else tuple(migrating.applied(slug)),
        failures=PluginFailure.objects.filter(slug=slug).count(),
        others=tuple((str(each.title), tuple(found)) for each in leftovers if (found := each.listed(slug))),
    )


def uninstall(slug: str, *, by: AbstractBaseUser | None = None) -> list[str]:
    """Remove tables, migration records, permissions, settings and whatever other rooms keep for the plugin.

    Not its folder. Works without its code, too. Returns sentences about what went another way than planned.
    Raises LifecycleError while the plugin is active or paused, or other installed plugins need it.
    """
    with lifecycle_lock():
        active.sync(force=True)
        _refuse(slug)
        remarks = tell_anyway(slug, "uninstalled")
        remarks += _tables(slug)
        for each in leftovers:
            try:
                each.remove(slug)
            except Exception as error:
                logger.exception("%s of the plugin %s could not be removed.", each.title, slug)
                remarks.append(describe_error(error, f"{each.title} could not be removed"))
        with transaction.atomic():
            for content_type in tables.content_types_of(slug):
                content_type.delete()  # with its permissions and what groups hold of them
            PluginSettings.objects.filter(slug=slug).delete()
            PluginFailure.objects.filter(slug=slug).delete()
            details = {"version": "", "files_hash": "", "deactivated_at": None}
            state_set(slug, State.UNINSTALLED, by=by, action=Done.UNINSTALLED, detail=" ".join(remarks), **details)
        ContentType.objects.clear_cache()
    active.sync(force=True)
    events.plugin_uninstalled(slug=slug)
    return remarks


def _refuse(slug: str) -> None:
    rows = dict(Plugin.objects.exclude(state=State.UNINSTALLED).values_list("slug", "state"))
    checks.refuse_must_use(slug)
    if slug not in rows:
        raise LifecycleError(Sentence(_("The plugin '%(slug)s' is not installed."), slug=slug))
    if rows[slug] == State.PAUSED:
        raise LifecycleError(Sentence(_("%(slug)s is paused: switch it off first."), slug=slug))
    if rows[slug] != State.INSTALLED:
        raise LifecycleError(Sentence(_("%(slug)s is active: switch it off first."), slug=slug))
    if needing := checks.dependents(slug, rows):
        words = _("%(slug)s is needed by %(names)s: uninstall that first.")
        raise LifecycleError(Sentence(words, slug=slug, names=", ".join(needing)))
    if why := next((why for each in leftovers if each.forbids and (why := each.forbids(slug))), None):
        raise LifecycleError(why)
    if slug in loaded().usable() and slug in apps.app_configs:
        migrating.refuse_if_others_stand_on(slug)
    if connection.in_atomic_block and connection.vendor == "sqlite" and tables.tables_of(slug):
        raise LifecycleError(Sentence(_("SQLite cannot remove tables inside a transaction.")))


def _tables(slug: str) -> list[str]:
    """Undo the migrations where they can be undone; drop what is left then."""
    remarks = []
    if slug in loaded().usable() and slug in apps.app_configs:
        try:
            migrating.migrate_to_nothing(slug)
        except GUARDED as error:
            pass_from_outside(error)
            logger.info("The migrations of %s cannot be undone, its tables are dropped: %s", slug, error)
            remarks.append(describe_error(error, "its migrations could not be undone, so its tables were dropped"))
    tables.tables_drop(slug)
    attaching.detach_masked(slug)
    return remarks
