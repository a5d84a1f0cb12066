"""Let no plugin be in force, or those again that were.

The code of plugins stays loaded until the next start; with SAFE_MODE=1 in the environment none is loaded at all.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.lifecycle import safe_mode


def add_arguments(parser: CommandParser) -> None:
    """On or off."""
    parser.add_argument("wanted", choices=["on", "off"])


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say what is in force now."""
    on = options["wanted"] == "on"
    safe_mode(on)
    command.stdout.write("Safe mode is on: no plugin is in force." if on else "Safe mode is off.")
