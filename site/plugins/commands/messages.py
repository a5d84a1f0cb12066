"""Collect the texts of a plugin into its catalogues, for translators, and compile these for the site.

A catalogue is made for each language of the site. Translations that are there stay.
"""

from __future__ import annotations

from typing import Any

import polib
from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.commands.check import folder_of
from plugins.messages import catalogues_compile, catalogues_write


def add_arguments(parser: CommandParser) -> None:
    """The plugin."""
    parser.add_argument("plugin", metavar="SLUG|PATH")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write a line for each catalogue. Raises CommandError for one that cannot be read or written."""
    folder = folder_of(options["plugin"])
    try:
        for path in catalogues_write(folder):
            catalogue = polib.pofile(str(path))
            state = f"{catalogue.percent_translated()} % translated" if path.suffix == ".po" else f"{len(catalogue)} texts"
            command.stdout.write(f"{path.relative_to(folder)}: {state}")
        catalogues_compile(folder)
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error
