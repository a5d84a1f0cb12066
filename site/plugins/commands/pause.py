"""Pause an active plugin for everyone, with a reason."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.lifecycle import pause


def add_arguments(parser: CommandParser) -> None:
    """The plugin and the reason."""
    parser.add_argument("slug", metavar="SLUG")
    parser.add_argument("--why", default="Paused by hand.", help="a sentence for whoever looks at the list")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Raises CommandError when it was not active."""
    slug = options["slug"]
    if not pause(slug, options["why"]):
        raise CommandError(f"{slug} is not active.")
    command.stdout.write(f"{slug} is paused.")
