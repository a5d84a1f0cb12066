"""List all plugins with their state, and why one cannot be used."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandParser

from plugins.overview import overview


def add_arguments(parser: CommandParser) -> None:
    """Nothing is required."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--state", help="only plugins in this state, such as active or paused")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write a line for each plugin."""
    rows = [row for row in overview() if options["state"] in (None, row.state)]
    if options["json"]:
        command.stdout.write(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return
    if not rows:
        command.stdout.write("No plugins.")
    width = max((len(row.slug) for row in rows), default=0)
    for row in rows:
        version = row.version if row.tables_version in ("", row.version) else f"{row.version} (tables: {row.tables_version})"
        must_use = " must-use" if row.must_use else ""
        command.stdout.write(f"{row.slug:<{width}}  {row.state:<12} {version}{must_use}  {row.reason}".rstrip())
