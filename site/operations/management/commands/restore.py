from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from operations.backup.errors import BackupError
from operations.backup.restoring.asking import opening_secret
from operations.backup.restoring.services import StartAgain, backup_restore, holds_a_site


class Command(BaseCommand):
    help = "Replace this site by that of a backup: database and files, all or nothing."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and how."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--key", type=Path, metavar="FILE", help="the private key, for a backup that is sealed for one")
        parser.add_argument("--yes", action="store_true", help="do not ask before a site is replaced")
        parser.add_argument("--again", action="store_true", help=SUPPRESS)
        parser.add_argument("--while-running", action="store_true", help="although workers or schedulers are at work")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and tell what is left to do."""
        try:
            if not options["yes"] and holds_a_site():
                self._ask()
            done = backup_restore(
                options["path"],
                secret=opening_secret(options["key"]),
                progress=self._say,
                while_running=options["while_running"],
            )
        except StartAgain as placed:
            self._again(str(placed), is_second=options["again"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self._say(f"The site is that of {done.made:%Y-%m-%d %H:%M} UTC again: {done.rows} rows, {done.files} files.")
        for line in [*done.settings, *done.warnings]:
            self.stderr.write(line)
        self._say("Start the servers again; those that run know the old site.")

    def _ask(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError("The database holds a site, which would be replaced: say --yes when that is meant.")
        answer = input(f"{connection.settings_dict['NAME']} holds a site. Replace all of it? Type yes: ")
        if answer.strip() != "yes":
            raise CommandError("Nothing was changed.")

    def _again(self, placed: str, *, is_second: bool) -> None:
        """Plugins are loaded at the start of a process only."""
        if is_second:
            raise CommandError(f"These plugins were put in their place and are not found there: {placed}.")
        self._say(f"plugins put in their place: {placed}")
        connection.close()
        os.execv(sys.executable, [sys.executable, *sys.argv, "--again"])  # noqa: S606 - ourselves, as we were called

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
