"""Brings a public site up to date."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from operations.preparing import NotReachable, database_wait, only_one, site_prepare


class Command(BaseCommand):
    """Several may run at once, on several machines: one works, the others wait and find that all is done."""

    help = (
        "Check the settings, migrate the database, collect static files, make the first pages; tell the way to the first admin."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--wait", type=float, default=60.0, help="seconds to wait for the database (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError when the database does not answer."""
        try:
            database_wait(seconds=options["wait"], tell=self._say)
        except NotReachable as error:
            raise CommandError(str(error)) from error
        with only_one(Path(settings.STATIC_ROOT).parent, tell=self._say):
            site_prepare(verbosity=options["verbosity"])
        call_command("first_admin", if_none=True, stdout=self.stdout)
        self._say("Prepared.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
