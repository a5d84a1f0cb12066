"""How fast a page is sent: from the page cache beside nginx and Django's own cache, and made anew beside plain Wagtail.

    script/bench serve [--seconds 5] [--rounds 2] [--workers 2] [--connections 16]

Loads the demo into a database of its own (SQLite in a temporary folder), and asks for one of its articles with `wrk`. All
candidates of a round run one after another, each alone, so that they meet the same machine; the ratio is that of a round. What is
measured and the figures are in docs/benchmarks.md. Needs the Debian packages wrk and nginx.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks._starting import django_start
from benchmarks.kb.report import Report


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    if lacking := [name for name in ("wrk", "nginx") if shutil.which(name) is None]:
        raise SystemExit(f"Missing: {', '.join(lacking)}. Install them first: sudo apt-get install {' '.join(lacking)}")
    report = Report()
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as name:
        scratch = Path(name)
        scratch.chmod(0o755)  # nginx reads as nobody
        django_start(scratch)
        from django.core.management import call_command

        call_command("load_demo", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        from benchmarks.serve import work

        work.measure(report, options, scratch)
    print(report.table())
    return 1 if options.strict and report.has_missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench serve", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--seconds", type=int, default=5, help="how long each is asked (5)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each has its turn (2)")
    parser.add_argument("--workers", type=int, default=2, help="processes of each server (2)")
    parser.add_argument("--connections", type=int, default=16, help="connections at once (16)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
