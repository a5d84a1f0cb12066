"""Let a paused plugin go on."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.lifecycle import resume


def add_arguments(parser: CommandParser) -> None:
    """The plugin."""
    parser.add_argument("slug", metavar="SLUG")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say that it is on."""
    resume(options["slug"])
    command.stdout.write(f"{options['slug']} is active.")
