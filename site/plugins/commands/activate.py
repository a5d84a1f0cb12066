"""Switch plugins on: check them, make their tables, and tell every process."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.lifecycle import activate
from plugins.lifecycle.checks import requirements_first


def add_arguments(parser: CommandParser) -> None:
    """The plugins."""
    parser.add_argument("slugs", nargs="+", metavar="SLUG")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """One after the other, each after those of them that it needs; the first that cannot be switched on ends it."""
    for slug in requirements_first(dict.fromkeys(options["slugs"])):
        activate(slug)
        command.stdout.write(f"{slug} is active.")
