from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from importing.management.commands import import_markdown
from importing.registry import TransferError, importer_choices, prepared_by


class Command(import_markdown.Command):
    help = "Import what another program has written: an importer makes Markdown of it, the rest is done as by import_markdown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """NAME PATH --under PAGE, and how."""
        parser.add_argument("name", metavar="NAME", help=importer_choices())
        parser.add_argument("path", type=Path, metavar="PATH", help="the file or folder to import")
        self.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Let the importer write Markdown into a folder of its own, then import that."""
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"{path} is not there.")
        # The folder has another name each time: what an import is called must not change with it.
        options["collection"] = options["collection"] or path.resolve().stem
        with tempfile.TemporaryDirectory() as folder:
            try:
                made = prepared_by(options["name"], path, Path(folder))
            except TransferError as error:
                raise CommandError(str(error)) from error
            self.import_and_tell(made, options)
