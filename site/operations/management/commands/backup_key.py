from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup.sealing import new_keys


class Command(BaseCommand):
    help = "Make a pair of keys: the public one seals backups, the private one opens them and need not be on the server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE"""
        parser.add_argument("path", type=Path, metavar="FILE", help="a new file for the private key: keep it elsewhere, twice")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the private key, print the public one."""
        private, public = new_keys()
        try:
            descriptor = os.open(options["path"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be made: {error.strerror}.") from error
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{private}\n")
        self.stdout.write(f"SANAD_BACKUP_PUBLIC_KEY={public}")
