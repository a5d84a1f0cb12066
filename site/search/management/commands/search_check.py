"""Compare the search engines with the database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.checking import KINDS, Report, all_check
from search.outbox import outbox_process, waiting


class Command(BaseCommand):
    """Ends with 1 when something differs, also when it has been mended: run it again to see it gone."""

    help = "Compare ids, versions, audiences and places of all documents with the database; what waits is left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--engine", choices=["database", "elasticsearch"], help="only this one")
        parser.add_argument("--repair", action="store_true", help="write what differs; rebuild when it is very much")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell and perhaps mend."""
        reports = all_check(repair=options["repair"], engine_name=options["engine"] or "")
        if not reports:
            raise CommandError("Elasticsearch is not set up: ELASTICSEARCH_URL is empty.")
        if options["repair"]:
            outbox_process(limit=100_000, by_hand=True)
        is_same = all(report.is_same for report in reports)
        if options["json"]:
            engines = [report.as_json() for report in reports]
            self.stdout.write(json.dumps({"same": is_same, "engines": engines}, ensure_ascii=False, indent=2))
        else:
            for report in reports:
                self._tell(report)
        if not is_same:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"{report.engine}: {report.error or f'{report.documents} documents compared'}")
        for reason in report.outdated:
            self.stdout.write(f"  to be rebuilt: {reason}")
        for kind in KINDS:
            if report.counts[kind]:
                self.stdout.write(f"  {kind}: {report.counts[kind]}, such as {', '.join(report.examples[kind])}")
        if report.is_rebuilt:
            self.stdout.write("  rebuilt")
        elif report.repaired:
            left = waiting(report.engine).count()
            self.stdout.write(f"  {report.repaired} written anew, {left} waiting")
        elif report.is_same:
            self.stdout.write("  nothing differs")
