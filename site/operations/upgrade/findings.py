"""Looks at the site at hand, with the new code and the old tables, before anything is changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from operations.doctor.exams.database import integrity_problems
from operations.models import Backup
from operations.system.own import database_size
from operations.upgrade.rules import broken_rules
from plugins.active import known, sync
from plugins.lifecycle.attaching import labels
from plugins.lifecycle.migrating import pending
from plugins.loaded import loaded
from plugins.versions import API_VERSION, is_newer
from search.outdated import outdated_engines

FRESH = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """What the upgrade meets. `stops`: it must not be begun before this is put right."""

    sentence: str
    stops: bool = False


def findings() -> Iterator[Finding]:
    """Yield what matters, in the order in which it should be looked at."""
    sync(force=True)
    yield from _database()
    yield from _migrations()
    yield from _plugins()
    yield from _backup()
    yield from _search()


def _database() -> Iterator[Finding]:
    for sentence in integrity_problems():
        yield Finding(sentence, stops=True)
    size = database_size() or 0
    if connection.vendor == "sqlite" and (file := Path(str(connection.settings_dict["NAME"]))).is_file():
        free = shutil.disk_usage(file).free
        if free < 2 * size:
            yield Finding(
                f"The disk of the database has {free // 1_000_000} MB free, tables may be written anew: make room.", stops=True
            )


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    known_here = loader.disk_migrations.keys() | {key for each in loader.disk_migrations.values() for key in each.replaces}
    beyond = [
        f"{app} {name}"
        for app, name in sorted(loader.applied_migrations)
        if (app, name) not in known_here and app in loader.migrated_apps and app not in labels()
    ]
    if beyond:
        yield Finding(
            f"The database was made by a newer release, which knows {', '.join(beyond[:5])}: this is a step back.", stops=True
        )
    plan = [migration for migration, _backwards in executor.migration_plan(loader.graph.leaf_nodes())]
    if not plan:
        yield Finding("No migration is to be run: only code changes.")
        return
    yield Finding(f"{len(plan)} migrations are to be run: {', '.join(f'{each.app_label} {each.name}' for each in plan)}.")
    for migration in plan:
        for broken in broken_rules(migration, loader):
            pause = "stop the servers for it" if broken.is_grave else "writers wait for it"
            yield Finding(f"{broken.migration}: {broken.sentence} With servers of the release before at work: {pause}.")


def _plugins() -> Iterator[Finding]:
    here, versions = loaded(), known().versions
    for slug in sorted(known().installed):
        found = here.found.get(slug)
        if slug in here.broken:
            yield Finding(
                f"The plugin {slug} cannot be used with this release: {here.broken[slug]}", stops=slug in known().wanted
            )
        elif found is None or found.manifest is None:
            yield Finding(f"The plugin {slug} is in use and its folder is not here: put it there.", stops=slug in known().wanted)
        elif versions.get(slug) and is_newer(versions[slug], than=found.manifest.version):
            yield Finding(f"The plugin {slug} was at {versions[slug]}, here is only {found.manifest.version}.", stops=True)
        elif waiting := pending(slug):
            yield Finding(
                f"The plugin {slug} has migrations of its own ({', '.join(waiting)}): upgrade it in the admin afterwards."
            )
    if known().safe_mode or here.safe_mode:
        yield Finding("Safe mode is on: no plugin could be looked at.")
    yield Finding(f"Plugins are offered the interface {API_VERSION}.")


def _backup() -> Iterator[Finding]:
    try:
        last = Backup.objects.filter(error="", finished__gte=timezone.now() - FRESH).order_by("-started").first()
    except DatabaseError:  # of a release that knew none
        last = None
    if last is None:
        yield Finding("There is no backup of the last day: run `manage.py backup` with the release that serves now.")
    else:
        yield Finding(f"The last backup is of {last.started:%Y-%m-%d %H:%M} UTC: {last.path}.")
    if not settings.SANAD_BACKUP_HOURS:
        yield Finding("No backups are planned (SANAD_BACKUP_HOURS).")


def _search() -> Iterator[Finding]:
    try:
        names = [engine.name for engine in outdated_engines()]
    except DatabaseError:  # its tables are to be migrated first
        return
    if names:
        yield Finding(f"Search is filled anew afterwards, while the old index serves: {', '.join(names)}.")
