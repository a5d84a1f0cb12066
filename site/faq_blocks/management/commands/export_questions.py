from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from faq_blocks.exchange.exporting import exported
from faq_blocks.exchange.reading import CSV, JSON


class Command(BaseCommand):
    help = "Write the library of questions to a CSV or JSON file; everything is in it, also what only agents may see."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and of which languages."""
        parser.add_argument("file", metavar="FILE", help="ends with .csv or .json; - writes JSON to the output")
        parser.add_argument(
            "--language", action="append", default=[], metavar="CODE", help="only this one; may stand several times"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        name: str = options["file"]
        kind = JSON if name == "-" else name.lower().rpartition(".")[2]
        if kind not in (CSV, JSON):
            raise CommandError("The name of the file must end with .csv or .json.")
        if name == "-":
            sys.stdout.writelines(exported(kind, languages=options["language"]))
            return
        try:
            with Path(name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(exported(kind, languages=options["language"]))
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from error
