"""Which tables a backup holds, and which it leaves out for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from operations.backup.values import Column

# Made anew from the rest, or worth nothing on another day: a restored site begins without them.
EMPTIED = {
    "search_indexeddocument": "made anew from the pages",
    "search_terms": "made anew from the pages",
    "search_outboxentry": "made anew from the pages",
    "search_rebuild": "made anew from the pages",
    "search_vocabularyword": "made anew from the pages",
    "wagtailsearch_indexentry": "made anew from the pages; each database has another form of it",
    "wagtailsearch_indexentry_fts": "made anew from the pages",
    "django_session": "who was signed in signs in again",
    "django_tasks_database_dbtaskresult": "a task of another day would send its mails a second time",
    "activity_dailysalt": "a day's salt is forgotten with the day, so that nobody can find a reader by it",
    "activity_seen": "tells by the salt of a day who was here; forgotten with the day",
    "wagtailadmin_editingsession": "who has a page open right now",
    "operations_trouble": "what is not well right now",
    "operations_scheduledjob": "jobs are due as soon as the scheduler runs",
}
# Belongs to the machine, not to what it holds: a restored site keeps its own.
KEPT = {
    "django_migrations": "stands in the manifest",
    "operations_workerbeat": "who runs here",
    "operations_generation": "ends with what is restored",
    "operations_backup": "the backups that were made here",
    "operations_restoration": "what was restored here",
    "sanad_restoration_unfinished": "stands only while a restoration into an empty database is under way",
}
# Tables inside of others: SQLite's full text, its own counters.
_INNER = ("search_terms_", "wagtailsearch_indexentry_", "sqlite_")


@dataclass(frozen=True)
class Table:
    """A table with its columns; the first ones of `key` put its rows in order."""

    name: str
    columns: list[Column]
    key: str

    def as_json(self) -> dict[str, Any]:
        """Return what the manifest of a backup tells of a table."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Table:
        """Return the table of which a manifest tells."""
        return cls(content["name"], [Column(**each) for each in content["columns"]], content["key"])


def tables(database: BaseDatabaseWrapper) -> list[Table]:
    """Return the tables that a backup holds, as they are in this database, in the order of the alphabet.

    What no model knows (a plugin that is not loaded has left it) is taken as the database describes it.
    """
    with database.cursor() as cursor:
        there = {each.name for each in database.introspection.get_table_list(cursor) if each.type in "tp"}
        left_out = EMPTIED.keys() | KEPT.keys()
        found = {name: table for name, table in _of_models(database) if name in there - left_out}
        for name in there - left_out - found.keys():
            if not name.startswith(_INNER):
                found[name] = _described(name, database, cursor)
    return [found[name] for name in sorted(found)]


def _of_models(database: BaseDatabaseWrapper) -> Iterable[tuple[str, Table]]:
    for model in _apps(database).get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            columns = [_column(field) for field in model._meta.local_concrete_fields]
            primary: Any = model._meta.pk
            yield model._meta.db_table, Table(model._meta.db_table, columns, str(primary.column))


def _apps(database: BaseDatabaseWrapper) -> Apps:
    """Return the models as the database has them: before an upgrade's migrations, those of the code are ahead of it."""
    executor = MigrationExecutor(database)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return apps
    done = [key for key in executor.loader.graph.nodes if key in executor.loader.applied_migrations]
    return executor.loader.project_state(done).apps


def _column(field: models.Field[Any, Any]) -> Column:
    target: Any = field
    while target.remote_field:
        target = target.target_field
    if isinstance(target, models.DecimalField):
        return Column(str(field.column), "DecimalField", target.max_digits or 0, target.decimal_places or 0)
    return Column(str(field.column), target.get_internal_type())


def _described(name: str, database: BaseDatabaseWrapper, cursor: Any) -> Table:
    columns = []
    for info in database.introspection.get_table_description(cursor, name):
        kind: Any = database.introspection.get_field_type(info.type_code, info)
        # A decimal of which nobody knows the places is copied as the text that it is.
        kind = kind[0] if isinstance(kind, tuple) else kind
        columns.append(Column(info.name, "TextField" if kind == "DecimalField" else kind))
    primary = database.introspection.get_primary_key_columns(cursor, name) or [columns[0].name]
    return Table(name, columns, primary[0])
