"""Editors' lists over a large help centre, an article as a reader gets it, and what counting readers costs.

    script/bench kb [--pages 20000] [--days 100] [--peer FOLDER]

Makes a help centre of so many pages with readers of so many days and votes, in a database of its own (SQLite in a temporary
folder, or the empty one that DATABASE_URL names). `--peer` names a checkout, or the git directory, of Wagtail's bakerydemo:
one of its articles is then asked for under the same server, in turns with one of ours. What is measured and the figures are
in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks._starting import django_start
from benchmarks.search import place


def main() -> int:
    """Measure and print; return 1 when an aim was missed and --strict asks for that."""
    options = _parser().parse_args()
    from benchmarks.search.documents import plan_make
    from benchmarks.search.material import material_read

    sources = place.sources_find(options.corpora)
    materials = {"en": material_read(sources, "en")}
    with place.folder(options.keep) as scratch:
        stamp = f"kb 1 {options.days} {place.made_as(options.pages, ['en'], 1, sources)}"
        is_made = place.database_ready(scratch, options.pages, stamp)
        django_start(scratch, url=place.database_url(scratch, options.pages))
        from benchmarks.kb import making, work

        if not is_made:
            making.site_fill(plan_make(options.pages), materials, options.days)
            place.database_made(scratch, options.pages, stamp)
        report = work.measure(options, scratch)
    print(report.table())
    return 1 if options.strict and report.has_missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench kb", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--pages", type=int, default=20_000, help="pages of one language (20,000)")
    parser.add_argument("--days", type=int, default=100, help="days with a row of readers for each page (100: two million rows)")
    parser.add_argument("--rounds", type=int, default=15, help="how often each list is asked for (15)")
    parser.add_argument("--requests", type=int, default=200, help="how often an article is asked for (200)")
    parser.add_argument("--peer", type=Path, metavar="FOLDER", help="a checkout or git directory of wagtail/bakerydemo")
    parser.add_argument("--corpora", type=Path, default=place.ROOT.parent / "shared" / "corpora")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the made database there, and use it again")
    parser.add_argument("--explain", action="store_true", help="print how the database finds the rows of each list")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
