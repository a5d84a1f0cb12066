"""Fill the search engines anew from the database."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.engines.choice import engines
from search.rebuilding import rebuild_engine
from search.sources import count_all


class Command(BaseCommand):
    """Readers are served meanwhile. A killed run leaves what was there; run it again, with --take-over or some minutes later."""

    help = "Fill the search engines anew from the database; readers are served meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the engine's name."""
        parser.add_argument("--engine", choices=["database", "elasticsearch"], help="only this one")
        parser.add_argument(
            "--take-over", action="store_true", help="the rebuild that seems to be under way was killed: do not wait for it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild each engine in turn."""
        chosen = [engine for engine in engines() if options["engine"] in (None, engine.name)]
        if not chosen:
            raise CommandError("Elasticsearch is not set up: ELASTICSEARCH_URL is empty.")
        total = count_all()
        for engine in chosen:
            begun = time.monotonic()
            self._last = -1

            def show(written: int, name: str = engine.name) -> None:
                self._show(name, written, total)

            try:
                count = rebuild_engine(engine, show, take_over=options["take_over"])
            except EngineError as error:
                raise CommandError(f"{engine.name}: {error.reason}. What was there before is still in use.") from error
            seconds = time.monotonic() - begun
            rate = count / seconds if seconds else 0
            self.stdout.write(f"{engine.name}: {count} documents of {total} pages in {seconds:.1f} s ({rate:.0f}/s)")

    def _show(self, name: str, written: int, total: int) -> None:
        """Print the progress in steps of five per cent; a page may have several documents."""
        step = min(100, written * 100 // max(total, 1)) // 5
        if step != self._last:
            self._last = step
            self.stderr.write(f"{name}: {step * 5:3d} %  {written} documents")
