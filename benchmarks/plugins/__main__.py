"""What plugins cost: a hook beside pluggy and blinker, and a page with twenty active plugins beside one with none.

    script/bench plugins [--only hooks|pages] [--rounds 60] [--plugins 20] [--more-hooks 20] [--strict] [--json]

pluggy and blinker are measured in the same run where they are installed; nothing is installed for that. The plugins are
made in a temporary folder, the pages in a database of its own. An explanation of the figures is in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks._starting import django_start


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    from benchmarks.plugins.report import Report, table

    report = Report()
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as scratch:
        django_start(Path(scratch), migrate=False)
        if options.only != "pages":
            from benchmarks.plugins.dispatch import hooks_measure

            hooks_measure(report, rounds=options.rounds)
        if options.only != "hooks":
            from benchmarks.plugins.pages import pages_measure

            pages_measure(report, Path(scratch), plugins=options.plugins, more_hooks=options.more_hooks, rounds=options.rounds)
    machine = (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load {', '.join(f'{x:.1f}' for x in os.getloadavg())}"
    )
    print(json.dumps({"machine": machine} | asdict(report), indent=1) if options.json else f"{machine}\n{table(report)}")
    return 1 if options.strict and report.has_missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench plugins", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--only", choices=("hooks", "pages"), help="default: both")
    parser.add_argument("--rounds", type=int, default=60, help="all designs or both sides take turns so often (60)")
    parser.add_argument("--plugins", type=int, default=20, help="active plugins on the pages (20)")
    parser.add_argument("--more-hooks", type=int, default=20, help="fired with each page besides the rooms' own (20)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
