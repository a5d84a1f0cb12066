"""What the database holds of a plugin, whether its code is there or not."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from plugins import active
from plugins.lifecycle.attaching import models_of
from plugins.loaded import loaded
from plugins.owners import owner_of_module
from plugins.reserved import RESERVED


def tables_of(slug: str) -> list[str]:
    """Return the existing tables of a plugin: those of its models, and others that begin with its slug.

    The latter are made by RunSQL, or by code that is gone. Tables of our own and of other plugins are never among them.
    """
    if is_core_label(slug):
        return []
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    own = {model._meta.db_table for model in models_of(slug)}
    others = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    others |= {model._meta.db_table for label in _other_slugs(slug) for model in models_of(label)}
    others.add(MigrationRecorder.Migration._meta.db_table)  # the record of all migrations belongs to no app
    longer = tuple(f"{other}_" for other in _other_slugs(slug) if other.startswith(f"{slug}_"))
    by_prefix = {name for name in existing if name.startswith(f"{slug}_") and not (longer and name.startswith(longer))}
    if slug in existing - own and any(slug.startswith(f"{label}_") for label in _core_labels()):
        by_prefix = set()  # satellites of a table of ours, such as those of a full-text index
    return sorted((existing & own) | (by_prefix - (others - own)))


def rows_in(table: str) -> int:
    """Return the number of rows of a table that exists."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # nosec B608 # a name the database told
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def content_types_of(slug: str) -> list[ContentType]:
    """Return the content types of a plugin's models."""
    return [] if is_core_label(slug) else list(ContentType.objects.filter(app_label=slug).order_by("model"))


def permissions_of(slug: str) -> list[str]:
    """Return the permissions on a plugin's models, as in `user.has_perm`."""
    codenames = Permission.objects.filter(content_type__in=content_types_of(slug)).order_by("codename")
    return [f"{slug}.{codename}" for codename in codenames.values_list("codename", flat=True)]


def tables_drop(slug: str) -> None:
    """Drop all tables of a plugin, and forget which of its migrations were run."""
    # On SQLite the order does not matter without foreign key checks; elsewhere the statement drops the constraints too.
    if names := tables_of(slug):
        with connection.schema_editor() as editor:
            for table in names:
                editor.execute(editor.sql_delete_table % {"table": editor.quote_name(table)})
    recorder = MigrationRecorder(connection)
    if recorder.has_table() and not is_core_label(slug):
        recorder.migration_qs.filter(app=slug).delete()


def _other_slugs(slug: str) -> set[str]:
    return (set(loaded().found) | set(active.known().installed)) - {slug}


def is_core_label(slug: str) -> bool:
    """Does an app of our own have this label, or is the name reserved? No plugin of that name was ever loaded."""
    return slug in RESERVED or slug in _core_labels()


def _core_labels() -> set[str]:
    return {config.label for config in apps.get_app_configs() if not owner_of_module(config.name)}
