"""Measure how well the site's search finds what people have judged to be right."""

from __future__ import annotations

import json
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.engines.choice import engines
from search.evaluation import BadSet, EvaluationSet, Figures, evaluate, find_sets
from search.evaluation.throwaway import throwaway_engines

COLUMNS = {
    "language": "language", "engine": "engine", "queries": "queries", "documents": "documents", "ndcg_at_10": "nDCG@10",
    "recall_at_100": "recall@100", "mrr_at_10": "MRR@10", "p50_ms": "p50 ms", "p95_ms": "p95 ms",
}  # fmt: skip
STEP = 10_000
"""Documents after which the progress is told."""


class Command(BaseCommand):
    """The index is thrown away; documents of the site are neither read nor touched."""

    help = (
        "Measure search on test sets in the BEIR format, in an index that is thrown away: nDCG@10, recall@100 and MRR@10,"
        " and the time that a result page takes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and what to do with it."""
        parser.add_argument("folder", type=Path, help="a set in a folder named by its language, or a folder of such folders")
        parser.add_argument("--engine", choices=["elasticsearch", "database"], help="by default the one that is set up")
        parser.add_argument("--language", default="", help="only this one; or that of a set in a folder of another name")
        parser.add_argument("--json", action="store_true", help="a list of objects instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure set by set; a set that cannot be read ends it."""
        name = options["engine"] or engines()[-1].name
        try:
            with _ending_in_order():
                found = [self._measured(name, chosen) for chosen in find_sets(options["folder"], options["language"])]
        except BadSet as error:
            raise CommandError(str(error)) from error
        except EngineError as error:
            raise CommandError(f"{name}: {error.reason}.") from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; the index is removed.", returncode=130) from error
        rows = [each.rounded() for each in found]
        self.stdout.write(json.dumps(rows, indent=2) if options["json"] else _table(rows))

    def _measured(self, name: str, chosen: EvaluationSet) -> Figures:
        told = [0]

        def show(count: int) -> None:
            if count % STEP == 0 and count > told[-1]:
                told.append(count)
                self.stderr.write(f"{chosen.language}: {count} documents")

        with throwaway_engines(name, chosen.language) as engines:
            return evaluate(engines, chosen, show)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let whoever ends the process politely have the index removed too."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is told
        return
    before = signal.signal(signal.SIGTERM, lambda *_received: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _table(rows: list[dict[str, str | int | float]]) -> str:
    """Return the figures in columns, text to the left and numbers to the right."""
    shown = [{name: _shown(name, value) for name, value in row.items()} for row in rows]
    widths = {name: max(len(title), *(len(row[name]) for row in shown)) for name, title in COLUMNS.items()}
    lines = []
    for row in [COLUMNS, *shown]:
        cells = [
            f"{row[name]:<{width}}" if name in ("language", "engine") else f"{row[name]:>{width}}"
            for name, width in widths.items()
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _shown(name: str, value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:.1f}" if name.endswith("_ms") else f"{value:.4f}"
    return str(value)
