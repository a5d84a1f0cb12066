"""Result pages, suggestions, indexing and sizes, each beside what the search server needs for the very same requests.

    script/bench search [--documents 10000,100000] [--languages en,ar,fa,id] [--engine elasticsearch|database]

Makes a help centre of so many pages in a database of its own (SQLite in a temporary folder, or the empty one that
DATABASE_URL names) and asks it as readers do, anonymously and through the whole site. The server is the one at
ELASTICSEARCH_URL on this machine, or a new one; the indexes have a prefix of their own and go at the end. An explanation
of the figures is in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.search.place import ROOT

ENGINES = ("elasticsearch", "database")
LANGUAGES = ("en", "ar", "fa", "id")


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    # Asked to end, it ends as if it were done: the server and the indexes go.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    sizes = [int(number) for number in options.documents.split(",")]
    if len(sizes) > 1:
        return _one_process_each(sizes)
    from benchmarks.search.report import machine, tables
    from benchmarks.search.run import run

    report = run(options, sizes[0])
    if options.json:
        print(json.dumps({"machine": machine(), "reports": [report.as_dict()]}, ensure_ascii=False, indent=1))
    else:
        print(f"{machine()}\n{tables(report)}")
    return 1 if options.strict and report.has_missed else 0


def _one_process_each(sizes: list[int]) -> int:
    """Measure each size in a process of its own: nothing that one has read or kept helps or burdens the next."""
    rest = _without_documents(sys.argv[1:])
    results: list[dict[str, Any]] = []
    worst = 0
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.search", *rest, "--documents", str(size)]
        if "--json" not in rest:
            worst = max(worst, subprocess.run(command, cwd=ROOT, check=False).returncode)
            continue
        done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
        worst = max(worst, done.returncode)
        results.append(json.loads(done.stdout))
    if results:
        reports = [report for result in results for report in result["reports"]]
        print(json.dumps({"machine": results[0]["machine"], "reports": reports}, ensure_ascii=False, indent=1))
    return worst


def _without_documents(arguments: list[str]) -> list[str]:
    kept = [each for each in arguments if not each.startswith("--documents=")]
    while "--documents" in kept:
        at = kept.index("--documents")
        del kept[at : at + 2]
    return kept


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--documents", default="10000", metavar="N,N", help="pages in all languages together (10000)")
    parser.add_argument("--languages", default=",".join(LANGUAGES), metavar="en,ar", help="default: %(default)s")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this one; default: both")
    parser.add_argument("--queries", type=int, default=500, help="different queries in each language (500)")
    parser.add_argument("--rounds", type=int, default=3, help="percentiles are medians of so many rounds (3)")
    parser.add_argument("--seconds", type=float, default=240, help="longest time of one measure (240)")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other pages and queries (1)")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora", help="handbooks with the sentences")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the made database there, and use it again")
    parser.add_argument("--profile", action="store_true", help="tell where the time of a request goes instead of measuring")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
