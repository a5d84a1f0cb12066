"""Bring the tables of plugins whose version has changed up to date. The server does it at its start, too."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins import active
from plugins.lifecycle import LifecycleError, upgrade
from plugins.lifecycle.checks import requirements_first


def add_arguments(parser: CommandParser) -> None:
    """The plugins, or none for all."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="all installed ones when none is named")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say what there was to do. Raises CommandError at the end for those that could not be upgraded."""
    refused = []
    for slug in requirements_first(options["slugs"] or active.known().installed):
        try:
            upgraded = upgrade(slug)
        except LifecycleError as error:
            refused.append(f"{slug} was not upgraded: {error}")
        else:
            if upgraded:
                command.stdout.write(f"{slug} was upgraded.")
    if refused:
        raise CommandError("\n".join(refused))
