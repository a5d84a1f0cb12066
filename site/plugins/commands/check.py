"""Read plugins and tell what their authors should mend. Imports nothing of them.

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
    """The plugins, and how to tell."""
    parser.add_argument("plugins", metavar="SLUG|PATH", nargs="+")
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")
    parser.add_argument("--json", action="store_true", help="for programs")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write the findings. Raises CommandError when something must be mended."""
    found = {folder: check_plugin(folder) for folder in map(folder_of, dict.fromkeys(options["plugins"]))}
    if options["json"]:
        rows = [{"plugin": folder.name, **asdict(each)} for folder, findings in found.items() for each in findings]
        command.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
    bad = []
    for folder, findings in found.items():
        told = f"{folder.name}: {_told(findings) or 'nothing to mend'}."
        if not options["json"]:
            _write(command, folder, findings)
        if any(each.is_error or options["strict"] for each in findings):
            bad.append(told)
        elif not options["json"]:
            command.stdout.write(told)
    if bad:
        raise CommandError("\n".join(bad))


def _write(command: BaseCommand, folder: Path, findings: list[Finding]) -> None:
    for each in findings:
        style = command.style.ERROR if each.is_error else command.style.WARNING
        command.stdout.write(f"{folder.name}/{each.place}: {style(each.severity)}: {each.sentence} [{each.rule}]")
        command.stdout.write(f"    {each.advice}")


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
