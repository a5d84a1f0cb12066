"""A FAQ page over a library of five hundred questions in twenty topics: time, queries and bytes, as its reader gets it.

    script/bench faq [--questions 500] [--rounds 30] [--strict]

Beside it in the same run: the same questions typed into a plain Wagtail StreamField, whose rendering alone is measured, and
the page with three hundred questions, whose answers stand in it. In a database of its own. Figures are in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks._starting import django_start


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        django_start(Path(scratch))
        from benchmarks.faq.work import measure

        report = measure(options.questions, options.rounds)
    print(report.table())
    return 1 if options.strict and report.has_missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench faq", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--questions", type=int, default=500, help="questions of the library (500)")
    parser.add_argument("--rounds", type=int, default=30, help="how often each page is asked for (30)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
