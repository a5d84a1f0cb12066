from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wiki.grants.verifying import head_of, register_problems

MOST_TOLD = 50


class Command(BaseCommand):
    help = (
        "Tell whether anything in the register of grants was changed, taken out or put in by whoever can write to the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--head."""
        parser.add_argument("--head", default="", help="a digest that an earlier run told: it must still stand in the register")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say what is wrong, or how many entries there are and the digest of the last one. Raises CommandError."""
        found = 0
        for sentence in register_problems(head=options["head"].strip()):
            found += 1
            if found <= MOST_TOLD:
                self.stderr.write(sentence)
        if found:
            raise CommandError(f"The register of grants is not as it was written: {found} problems.")
        count, digest = head_of()
        self.stdout.write(f"{count} entries, as they were written. The last one: {digest}")
