"""Beginning the translations of a thousand pages: the request, the worker, a second time; and plain wagtail-localize beside it.

    script/bench translation [--pages 1000] [--plain 60] [--strict]

In a database of its own (DATABASE_URL names another empty one, such as PostgreSQL). Tasks of either side are written down and
not run: those of ours are run and measured afterwards. Figures are in docs/benchmarks.md.
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
        from django.test import override_settings

        # By this way it is told to the queue, which has read its settings when the site started.
        override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}).enable()
        from benchmarks.translation.work import measure

        report = measure(options.pages, options.plain)
    print(report.table())
    return 1 if options.strict and report.missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/bench translation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--pages", type=int, default=1000, help="articles to translate (1000)")
    parser.add_argument("--plain", type=int, default=60, help="of these by wagtail-localize as well, into another language (60)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an aim is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
