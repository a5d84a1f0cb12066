"""Write docs/hooks.md, the reference of hooks and slots, from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.reference import reference


def add_arguments(parser: CommandParser) -> None:
    """Where to, and whether only to look."""
    parser.add_argument("--to", type=Path, default=Path(settings.ROOT) / "docs" / "hooks.md", metavar="FILE")
    parser.add_argument("--check", action="store_true", help="change nothing; an error if the file is not up to date")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write the file. Raises CommandError when it cannot be written or, with --check, is not up to date."""
    path, text = options["to"], reference()
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            command.stdout.write(f"{path} is up to date.")
        elif options["check"]:
            raise CommandError(f"{path} is not up to date: run manage.py plugin reference.")
        else:
            path.write_text(text, encoding="utf-8")
            command.stdout.write(f"{path} is written.")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
