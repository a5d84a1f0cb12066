"""Make the zip by which a plugin is given away, and tell its SHA-256. Refuses while `plugin check` finds errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.checking import check_plugin
from plugins.commands.check import folder_of
from plugins.packing import plugin_pack


def add_arguments(parser: CommandParser) -> None:
    """The plugin and where to put it."""
    parser.add_argument("plugin", metavar="SLUG|PATH")
    parser.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="by default where you are")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write where the zip is. Raises CommandError when it cannot be made."""
    folder = folder_of(options["plugin"])
    if errors := [each for each in check_plugin(folder) if each.is_error]:
        places = ", ".join(each.place for each in errors[:5])
        raise CommandError(f"{folder.name} has errors ({places}): see manage.py plugin check {options['plugin']}.")
    try:
        path, digest = plugin_pack(folder, options["into"])
    except ValueError as error:
        raise CommandError(str(error)) from error
    command.stdout.write(f"{path} ({path.stat().st_size} bytes)")
    command.stdout.write(f"SHA-256: {digest}")
