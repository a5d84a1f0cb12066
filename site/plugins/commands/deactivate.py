"""Switch plugins off, at once and with all their data kept."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.lifecycle import deactivate


def add_arguments(parser: CommandParser) -> None:
    """The plugins, and what of those that need them."""
    parser.add_argument("slugs", nargs="+", metavar="SLUG")
    parser.add_argument("--cascade", action="store_true", help="switch off what needs them, too")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say what went off."""
    for slug in options["slugs"]:
        for gone in deactivate(slug, cascade=options["cascade"]) or [slug]:
            command.stdout.write(f"{gone} is not active.")
