"""Read a plugin and tell what its author should mend. Imports nothing of it.

Ends with status 1 when there are errors; with --strict warnings count, too.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.checking import Finding, check_plugin
from plugins.loaded import loaded
from plugins.manifest import MANIFEST


def add_arguments(parser: CommandParser) -> None:
    """The plugin, and how to tell."""
    parser.add_argument("plugin", metavar="SLUG|PATH")
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")
    parser.add_argument("--json", action="store_true", help="for programs")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write the findings. Raises CommandError when something must be mended."""
    folder = folder_of(options["plugin"])
    findings = check_plugin(folder)
    if options["json"]:
        command.stdout.write(json.dumps([asdict(each) for each in findings], indent=2, ensure_ascii=False))
    else:
        for each in findings:
            style = command.style.ERROR if each.is_error else command.style.WARNING
            command.stdout.write(f"{folder.name}/{each.place}: {style(each.severity)}: {each.sentence} [{each.rule}]")
            command.stdout.write(f"    {each.advice}")
    told = _told(findings)
    if any(each.is_error or options["strict"] for each in findings):
        raise CommandError(f"{folder.name}: {told}.")
    if not options["json"]:
        command.stdout.write(f"{folder.name}: {told or 'nothing to mend'}.")


def folder_of(plugin: str) -> Path:
    """The folder of a plugin by its slug, or by the path of the folder. Raises CommandError when there is none."""
    known = loaded().found.get(plugin)
    for folder in [Path(settings.SANAD_PLUGINS) / plugin, *([known.folder] if known else []), Path(plugin)]:
        if (folder / MANIFEST).is_file():
            return folder.resolve()
    raise CommandError(
        f"There is no plugin {plugin!r} in {settings.SANAD_PLUGINS}, and no folder of that name with a {MANIFEST}."
    )


def _told(findings: list[Finding]) -> str:
    errors = sum(each.is_error for each in findings)
    numbers = ((errors, "error"), (len(findings) - errors, "warning"))
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in numbers if number)
