from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.audiences import Audience
from importing.exporting.selection import export_of
from importing.management.commands.import_markdown import MOST_PATHS, problem_lines
from importing.registry import TransferError, exporter_choices, written_by


class Command(BaseCommand):
    help = "Export the pages that readers of an audience may see, everyone by default."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """NAME FOLDER, and for whom."""
        audiences = [each.name.lower() for each in Audience]
        parser.add_argument("name", metavar="NAME", help=exporter_choices())
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="is made, or is empty")
        parser.add_argument("--audience", choices=audiences, default=audiences[0], help="who may see it (default: %(default)s)")
        parser.add_argument(
            "--language",
            action="append",
            choices=[code for code, _name in settings.LANGUAGES],
            default=[],
            help="only this language; may be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pages; say how many there are and what could not be written."""
        folder: Path = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        export = export_of(Audience[options["audience"].upper()], languages=options["language"])
        try:
            problems = written_by(options["name"], export, folder)
        except TransferError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"{len(export.pages)} pages exported to {folder}.")
        for line in problem_lines(problems, MOST_PATHS):
            self.stderr.write(line)
