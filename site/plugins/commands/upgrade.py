"""Bring the tables of plugins whose version has changed up to date. The server does it at its start, too."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins import active
from plugins.lifecycle import upgrade
from plugins.lifecycle.checks import requirements_first


def add_arguments(parser: CommandParser) -> None:
    """The plugins, or none for all."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="all installed ones when none is named")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say what there was to do."""
    for slug in requirements_first(options["slugs"] or active.known().installed):
        if upgrade(slug):
            command.stdout.write(f"{slug} was upgraded.")
