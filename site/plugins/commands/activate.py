"""Switch plugins on: check them, make their tables, and tell every process."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.lifecycle import activate


def add_arguments(parser: CommandParser) -> None:
    """The plugins."""
    parser.add_argument("slugs", nargs="+", metavar="SLUG")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """One after the other; the first that cannot be switched on ends it."""
    for slug in options["slugs"]:
        activate(slug)
        command.stdout.write(f"{slug} is active.")
