"""Write a new plugin that works, with tests, catalogues and a manifest, for you to change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from plugins.creating import CannotCreate, parts, plugin_create


def add_arguments(parser: CommandParser) -> None:
    """The plugin and what it shall have."""
    parser.add_argument("slug", metavar="SLUG", help="its folder, package and app: small letters, digits and _")
    parser.add_argument("--name", default="", help="as administrators see it")
    parser.add_argument("--author", default="")
    parser.add_argument("--with", dest="parts", default="", metavar="PART,PART", help=f"some of: {', '.join(parts())}")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="by default the folder of plugins, SANAD_PLUGINS")


def handle(command: BaseCommand, options: dict[str, Any]) -> None:
    """Say where it is and what to do next. Raises CommandError, and then nothing was written."""
    wanted = [part for part in options["parts"].replace(" ", "").split(",") if part]
    folder = (options["into"] or Path(settings.SANAD_PLUGINS)).absolute()
    try:
        target = plugin_create(folder, options["slug"], name=options["name"], author=options["author"], wanted=wanted)
    except CannotCreate as error:
        raise CommandError(str(error)) from error
    slug = options["slug"]
    command.stdout.write(f"{target} is there. Next:")
    command.stdout.write(f"  manage.py plugin check {slug}       what is there to mend")
    command.stdout.write(f"  pytest {target}/tests    whether it works")
    command.stdout.write(f"  manage.py plugin activate {slug}    after a restart of the server")
