"""Remove what a plugin keeps: tables, settings, permissions, scheduled jobs, search entries. Its folder stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.lifecycle import Plan, export, plan, uninstall


def add_arguments(parser: CommandParser) -> None:
    """The plugin; where to save its data; that it is meant."""
    parser.add_argument("slug", metavar="SLUG")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write its data into this zip before")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only said what would be removed")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say what there is; remove it only with --yes. Raises CommandError when the export cannot be written."""
    slug = options["slug"]
    for line in lines(plan(slug)):
        command.stdout.write(line)
    if target := options["export"]:
        try:
            with target.open("xb") as file:  # never over something else
                file.write(export(slug, trusted=True))
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}. Nothing was removed.") from error
        command.stdout.write(f"Its data is in {target}.")
    if not options["yes"]:
        command.stdout.write("Nothing was removed. Add --yes to remove it.")
        return
    for remark in uninstall(slug):
        command.stdout.write(remark)
    command.stdout.write(f"{slug} is uninstalled.")


def lines(what: Plan) -> list[str]:
    """What an uninstall would remove, in words."""
    return [
        *(f"table {table}, rows: {rows}" for table, rows in what.tables),
        *(f"permission {name}" for name in what.permissions),
        *([f"settings: {what.settings}"] if what.settings else []),
        *([f"failures: {what.failures}"] if what.failures else []),
        *(f"{title}: {', '.join(found)}" for title, found in what.others),
    ]
