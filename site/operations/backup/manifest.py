"""What a backup tells of the site it was made from."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.views.debug import SafeExceptionReporterFilter

from operations.backup.archive import FORMAT
from operations.backup.tables import Table
from operations.version import sanad_version
from plugins.loaded import loaded
from plugins.models import Plugin

_PASSWORD = re.compile(r"(?<=://)[^/@\s]*@")
_TOLD = re.compile(
    r"SANAD_\w+|ELASTICSEARCH_\w+|SECURE_\w+|EMAIL_\w+|LANGUAGE_CODE|LANGUAGES|TIME_ZONE|ALLOWED_HOSTS|WAGTAILADMIN_BASE_URL"
    r"|DEFAULT_FROM_EMAIL|SAFE_MODE|WAGTAILLOCALIZE_MACHINE_TRANSLATOR"
)


def applied(database: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Return the migrations that a database has, by app; empty when it has no tables yet."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(database).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def manifest(tables: list[Table], database: BaseDatabaseWrapper, now: datetime) -> dict[str, Any]:
    """Return what stands at the beginning of a backup."""
    return {
        "format": FORMAT,
        "release": sanad_version(),
        "made": now.isoformat(),
        "database": database.vendor,
        "migrations": applied(database),
        "plugins": _plugins(),
        "settings": safe_settings(),
        "tables": [table.as_json() for table in tables],
    }


def _plugins() -> dict[str, dict[str, Any]]:
    states = {row.slug: row for row in Plugin.objects.all()}
    found = {slug: each.manifest.version for slug, each in loaded().found.items() if each.manifest}
    return {
        slug: {"version": found.get(slug, ""), "state": str(states[slug].state) if slug in states else ""}
        for slug in sorted(found.keys() | states.keys())
    }


def safe_settings() -> dict[str, Any]:
    """Return the settings that a site like this one needs, without secrets: what sounds like one is left out."""
    cleanse = SafeExceptionReporterFilter()
    found = {}
    for name in filter(_TOLD.fullmatch, dir(settings)):
        value = cleanse.cleanse_setting(name, getattr(settings, name))
        if value and value != cleanse.cleansed_substitute:
            found[name] = _PASSWORD.sub("", value) if isinstance(value, str) else _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | float) or value is None else _PASSWORD.sub("", str(value))
