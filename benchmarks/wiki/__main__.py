"""Quick lookup and decisions in a wiki of 5,000 pages, 300 policies and 3,000 exceptions, as the server answers an agent.

    script/bench wiki [--pages 5000] [--policies 300] [--exceptions 10] [--rounds 5] [--engine database|elasticsearch] [--strict]

Looked up are words, unfinished words, numbers, and cases in four languages, with and without words. Beside it in the same run:
Wagtail's own database search for the same words, and all exceptions read by the ORM and evaluated one by one, which is what a
look-up of cases takes without criteria that the database compares. In a database of its own; with `--engine elasticsearch` in
indexes of its own on a server of this machine. Figures are in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from benchmarks._starting import django_start
from benchmarks.search.place import engines_choose, prefix_new, server


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    wants_server = options.engine == "elasticsearch"
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch, server() if wants_server else nullcontext("") as url:
        django_start(Path(scratch))
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        engines_choose(url, prefix_new() if wants_server else "")
        from benchmarks.wiki.work import measure

        report = measure(options.pages, options.policies, options.exceptions, options.rounds, options.engine)
    print(report.table())
    return 1 if options.strict and report.has_missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench wiki", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--pages", type=int, default=5000, help="wiki pages (5000)")
    parser.add_argument("--policies", type=int, default=300, help="policies (300)")
    parser.add_argument("--exceptions", type=int, default=10, help="exceptions of each policy (10)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked (5)")
    parser.add_argument("--engine", choices=["database", "elasticsearch"], default="database")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
