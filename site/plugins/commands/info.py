"""Tell all about one plugin: what it says of itself, what it added, what it keeps, what happened to it."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins import active
from plugins.admin.facts import added, used
from plugins.lifecycle import plan
from plugins.models import PluginFailure, PluginLogEntry
from plugins.overview import overview


def add_arguments(parser: CommandParser) -> None:
    """The plugin."""
    parser.add_argument("slug", metavar="SLUG")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write a line for each fact that there is. Raises CommandError for a plugin that is neither here nor installed."""
    slug = options["slug"]
    row = next((row for row in overview() if row.slug == slug), None)
    if row is None:
        raise CommandError(f"There is no plugin {slug!r}.")
    for title, value in facts(slug, row.name, row.state, row.reason):
        if value:
            command.stdout.write(f"{title:<14}{value}")


def facts(slug: str, name: str, state: str, reason: str) -> list[tuple[str, str]]:
    """(title, value) of what is known; a value may be empty."""
    manifest = active.loaded_manifest(slug)
    requires = [f"{other} {versions}".strip() for other, versions in manifest.requires.items()] if manifest else []
    left = plan(slug)
    return [
        ("Name", name),
        ("State", state),
        ("Reason", reason),
        ("Version", manifest.version if manifest else ""),
        ("Author", manifest.author if manifest else ""),
        ("Licence", manifest.licence if manifest else ""),
        ("Address", manifest.url if manifest else ""),
        ("Description", manifest.description if manifest else ""),
        ("Needs", ", ".join(requires)),
        ("Provides", ", ".join(sorted(manifest.provides)) if manifest else ""),
        *(("Runs at", f"{each.where} ({each.priorities})" if each.priorities else each.where) for each in used(slug)),
        *(("Adds", f"{each.registry}: {', '.join(each.names)}") for each in added(slug)),
        *(("Table", f"{table}, rows: {rows}") for table, rows in left.tables),
        ("Permissions", ", ".join(left.permissions)),
        *(("Keeps", f"{title}: {', '.join(found)}") for title, found in left.others),
        *(("Failure", f"{each.at:%Y-%m-%d %H:%M} {each}") for each in PluginFailure.objects.filter(slug=slug)[:5]),
        *(("Log", f"{each.at:%Y-%m-%d %H:%M} {each.action} {each.detail}") for each in _log(slug)),
    ]


def _log(slug: str) -> list[PluginLogEntry]:
    return list(PluginLogEntry.objects.filter(slug=slug)[:10])
