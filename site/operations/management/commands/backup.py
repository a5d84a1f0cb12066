from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup.checking import backup_check
from operations.backup.errors import BackupError
from operations.backup.planned import backup_now
from operations.backup.restoring.asking import opening_secret

MISSING_SHOWN = 10


class Command(BaseCommand):
    help = "Write the whole site into one file while it runs; or look whether such a file is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[FILE], --check FILE, --key FILE"""
        parser.add_argument("path", nargs="?", type=Path, metavar="FILE", help="by default a new one in SANAD_BACKUP_FOLDER")
        parser.add_argument("--check", type=Path, metavar="FILE", help="read a backup to its end and compare its checksums")
        parser.add_argument("--key", type=Path, metavar="FILE", help="the private key, for a backup that is sealed for one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make one, or check one."""
        try:
            if options["check"]:
                self._check(options["check"], options["key"])
            else:
                self._make(options["path"])
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _make(self, path: Path | None) -> None:
        made = backup_now(path=path, progress=self._say)
        self.stdout.write(f"{made.path}: {made.rows} rows, {made.files} files, {made.size / 1e6:.1f} MB.")
        for name in made.missing[:MISSING_SHOWN]:
            self.stderr.write(f"The database names a file that is not there: {name}")
        if len(made.missing) > MISSING_SHOWN:
            self.stderr.write(f"... and {len(made.missing) - MISSING_SHOWN} more.")
        for name in made.skipped:
            self.stderr.write(f"Left out, because its name has a line break: {name!r}")

    def _check(self, path: Path, key: Path | None) -> None:
        found = backup_check(path, secret=opening_secret(key))
        made = f"made {found.made} by release {found.release}"
        self.stdout.write(f"{path} is whole: {made}, {found.rows} rows, {found.files} files.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
