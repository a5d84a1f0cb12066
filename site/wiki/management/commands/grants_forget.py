from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wiki.grants.retention import reference_erase


class Command(BaseCommand):
    help = "Forget a customer reference in the register of grants, and what was typed about it. The entries stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The reference."""
        parser.add_argument("reference", help="as agents typed it: an order number, or an e-mail address")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say that it is forgotten. Raises CommandError where there is none."""
        if not reference_erase(options["reference"]):
            raise CommandError("The register does not know this reference.")
        self.stdout.write("It is forgotten.")
