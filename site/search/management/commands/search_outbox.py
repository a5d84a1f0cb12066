"""Work off the outbox by hand, or look at it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.choice import engines
from search.outbox import outbox_process, waiting


class Command(BaseCommand):
    """The worker does the same by itself; this is for when it does not run."""

    help = "Write what waits for the search engines, or show it with --list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--list", action="store_true", help="only show what waits")
        parser.add_argument("--limit", type=_number, default=100_000, help="documents at most (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Process, then tell what remains."""
        if not options["list"]:
            self.stdout.write(f"done: {outbox_process(options['limit'], by_hand=True)}")
        for engine in engines():
            rows = waiting(engine.name)
            self.stdout.write(f"{engine.name}: {rows.count()} waiting")
            for row in rows.exclude(last_error="").order_by("-attempts")[:20]:
                self.stdout.write(f"  {row.key}: {row.last_error} ({row.attempts} attempts since {row.created:%F %T})")


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("must be a whole number, 1 or more")
    return int(text)
