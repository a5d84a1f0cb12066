"""`manage.py plugin list`, `activate` and so on; each is a module of `plugins.commands`."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from plugins import active, commands
from plugins.lifecycle import LifecycleError


class Command(BaseCommand):
    help = "List plugins, switch them on and off, remove them."
    # It must work on a site that a plugin has broken.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand for each module."""
        subparsers = parser.add_subparsers(dest="subcommand", required=True, metavar="WHAT")
        for name, module in subcommands().items():
            text = (module.__doc__ or "").strip().splitlines()
            module.add_arguments(subparsers.add_parser(name, help=text[0] if text else "", description=module.__doc__))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the subcommand. CommandError has the sentences of a LifecycleError, one to a line."""
        active.sync(force=True)
        try:
            subcommands()[options["subcommand"]].handle(self, options)
        except LifecycleError as error:
            raise CommandError("\n".join(error.sentences)) from error


def subcommands() -> dict[str, ModuleType]:
    """The modules of `plugins.commands` by the names they are called by."""
    names = sorted(name for _finder, name, _package in pkgutil.iter_modules(commands.__path__) if not name.startswith("_"))
    return {name.replace("_", "-"): import_module(f"{commands.__name__}.{name}") for name in names}
