"""Compare the search engines with the database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.checking import KINDS, Report, all_check, all_mend
from search.outbox import waiting


class Command(BaseCommand):
    """Ends with 1 when something is wrong, with --repair only when something is wrong still."""

    help = "Compare ids, versions, audiences and places of all documents with the database; what waits is left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--engine", choices=["database", "elasticsearch"], help="only this one")
        parser.add_argument("--repair", action="store_true", help="write what differs; rebuild when it is very much; look again")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell and perhaps mend."""
        name = options["engine"] or ""
        reports = all_mend(engine_name=name) if options["repair"] else all_check(engine_name=name)
        if not reports:
            raise CommandError("Elasticsearch is not set up: ELASTICSEARCH_URL is empty.")
        is_right = all(report.is_right for report in reports)
        if options["json"]:
            engines = [report.as_json() for report in reports]
            self.stdout.write(json.dumps({"same": is_right, "engines": engines}, ensure_ascii=False, indent=2))
        else:
            for report in reports:
                self._tell(report)
        if not is_right:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"{report.engine}: {report.error or f'{report.compared} documents compared'}")
        self._tell_what(report, "  ")
        if report.is_rebuilt:
            self.stdout.write("  rebuilt")
        elif report.repaired:
            self.stdout.write(f"  {report.repaired} written anew, {waiting(report.engine).count()} waiting")
        if report.refused:
            self.stdout.write(f"  {report.refused} could not be written; search_outbox --list tells why")
        if report.is_right:
            self.stdout.write("  nothing is wrong any more" if report.left else "  nothing differs")
        elif report.left and not report.left.is_same:
            self.stdout.write(f"  still wrong{f': {report.left.error}' if report.left.error else ''}")
            self._tell_what(report.left, "    ")

    def _tell_what(self, report: Report, indent: str) -> None:
        for reason in report.outdated:
            self.stdout.write(f"{indent}to be rebuilt: {reason}")
        for name in report.leftovers:
            self.stdout.write(f"{indent}left by a killed rebuild: {name}")
        for kind in KINDS:
            if report.counts[kind]:
                self.stdout.write(f"{indent}{kind}: {report.counts[kind]}, such as {', '.join(report.examples[kind])}")
