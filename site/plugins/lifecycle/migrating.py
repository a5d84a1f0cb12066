"""A plugin's migrations: forwards with a way back, and back to nothing.

They run in this process, outside any transaction around them: SQLite cannot change tables inside one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate

from plugins import active
from plugins.blame import describe_error
from plugins.lifecycle.attaching import unmasked
from plugins.lifecycle.errors import LifecycleError
from plugins.loaded import loaded
from plugins.outside import pass_from_outside
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.shield import GUARDED

Step = tuple[str, str | None]


@contextmanager
def executor(slug: str) -> Iterator[MigrationExecutor]:
    """An executor that knows the migrations of the core, of `slug` and of all installed plugins."""
    # Django reads the files again each time: of a plugin whose folder is gone it would raise.
    there = {each for each in active.known().installed if (found := loaded().found.get(each)) and found.folder.is_dir()}
    with unmasked({slug, *there}):
        yield MigrationExecutor(connection)


def migrate_forwards(slug: str) -> Step:
    """Bring the plugin's tables up to date and return where they stood before, for `migrate_back`.

    Raises LifecycleError; what had been done by then is undone first, or named in a sentence when it cannot be.
    """
    if not has_migrations(slug):
        return slug, None
    try:
        with executor(slug) as run:
            before = _position(run, slug)
            plan = run.migration_plan(targets := run.loader.graph.leaf_nodes(slug))
            _refuse(slug, [migration for migration, _backwards in plan])
            if not plan:
                return before
            try:
                run.migrate(targets, plan)
            except GUARDED as error:
                pass_from_outside(error)
                raise LifecycleError([describe_error(error, "a migration failed"), *_undo(slug, before)]) from error
    except LifecycleError:
        raise
    except GUARDED as error:
        pass_from_outside(error)
        raise LifecycleError(describe_error(error, "its migrations cannot be run")) from error
    _tell_django(slug)
    return before


def migrate_back(slug: str, to: Step) -> list[str]:
    """Bring the tables back to where they stood. Returns sentences about what could not be undone."""
    return _undo(slug, to)


def has_migrations(slug: str) -> bool:
    """Does the plugin's package hold migrations? Asked first: to read the migrations of all rooms takes a while."""
    return find_spec(f"{apps.get_app_config(slug).name}.migrations") is not None


def applied(slug: str) -> list[str]:
    """Return the names of the plugin's migrations that the database has, in order of application."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    return list(recorder.migration_qs.filter(app=slug).order_by("pk").values_list("name", flat=True))


def pending(slug: str) -> list[str]:
    """Return the names of the plugin's migrations that have not been run."""
    with executor(slug) as run:
        done = run.loader.applied_migrations
        return sorted(name for app, name in run.loader.graph.nodes if app == slug and (app, name) not in done)


def refuse_if_others_stand_on(slug: str) -> None:
    """Raise LifecycleError when the applied migrations of other apps need those of the plugin."""
    if not has_migrations(slug) or not applied(slug):
        return
    try:
        with executor(slug) as run:
            others = sorted({migration.app_label for migration, _backwards in run.migration_plan([(slug, None)])} - {slug})
    except GUARDED as error:  # files that cannot be read: nothing can be told from them
        pass_from_outside(error)
        return
    if others:
        words = _("The tables of %(names)s stand on those of %(slug)s: uninstall that first.")
        raise LifecycleError(Sentence(words, names=", ".join(others), slug=slug))


def migrate_to_nothing(slug: str) -> None:
    """Undo all migrations of the plugin, when `refuse_if_others_stand_on` has passed. Raises whatever a migration raises."""
    if not has_migrations(slug) or not applied(slug):
        return
    with executor(slug) as run:
        run.migrate([(slug, None)])


def _undo(slug: str, to: Step) -> list[str]:
    try:
        # A new one: the old one's idea of what is applied is out of date.
        with executor(slug) as run:
            if run.loader.applied_migrations.keys() & {key for key in run.loader.graph.nodes if key[0] == slug}:
                run.migrate([to])
    except GUARDED as error:
        pass_from_outside(error)
        done = ", ".join(applied(slug)) or "none"
        return [describe_error(error, "undoing what had run failed too"), f"Migrations still applied: {done}."]
    return []


def _position(run: MigrationExecutor, slug: str) -> Step:
    """The last applied migration of the plugin, in the order of the graph."""
    graph, done = run.loader.graph, run.loader.applied_migrations
    names = [name for app, name in run.loader.graph.nodes if app == slug and (app, name) in done]
    last = max(names, key=lambda name: len(graph.forwards_plan((slug, name))), default=None)
    return slug, last


def _refuse(slug: str, migrations: Iterable[object]) -> None:
    """A migration that is not atomic cannot be undone when it fails half-way."""
    manifest = active.loaded_manifest(slug)
    if manifest is not None and "non_atomic_migrations" in manifest.provides:
        return
    loose = [each.name for each in migrations if each.app_label == slug and not each.atomic]  # type: ignore[attr-defined]
    if loose:
        words = _(
            "The migration %(names)s has atomic = False: if it failed half-way, nothing could undo it."
            ' A plugin that must have it says so by "non_atomic_migrations" in provides.'
        )
        raise LifecycleError(Sentence(words, names=", ".join(loose)))


def _tell_django(slug: str) -> None:
    """Make content types and permissions, and whatever else listens to `post_migrate`, for this plugin only."""
    config = apps.get_app_config(slug)
    post_migrate.send(
        sender=config, app_config=config, verbosity=0, interactive=False, using=connection.alias, plan=[], apps=apps
    )
