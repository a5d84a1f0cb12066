from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.doctor.registry import all_exams
from operations.doctor.running import Finding, examine


class Command(BaseCommand):
    help = (
        "Look at the whole site: tables, tree, rights, languages, files, search, disks, clock. Ends with 1 if something is wrong."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--repair, --only, --list, --json"""
        parser.add_argument("--repair", action="store_true", help="mend what can be mended, and look again")
        parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these exams")
        parser.add_argument("--list", action="store_true", help="tell what is looked at, and look at nothing")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the exams, and tell of each as it ends."""
        exams = {exam.name: exam for exam in all_exams()}
        if unknown := set(options["only"]) - exams.keys():
            raise CommandError(f"There is no exam {', '.join(sorted(unknown))}; there are: {', '.join(exams)}.")
        if options["list"]:
            for exam in exams.values():
                self.stdout.write(f"{exam.name:14} {exam.about}{'' if exam.mend is None else ' (mends)'}")
            return
        findings = []
        for finding in examine(only=options["only"], repair=options["repair"]):
            findings.append(finding)
            if not options["json"]:
                self._tell(finding)
        if options["json"]:
            self.stdout.write(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1))
        if ill := [finding for finding in findings if not finding.is_sound]:
            mendable = any(finding.exam.mend and not finding.is_mended for finding in ill)
            hint = " --repair mends some of it." if mendable else ""
            raise CommandError(f"Something is wrong with: {', '.join(each.exam.name for each in ill)}.{hint}")

    def _tell(self, finding: Finding) -> None:
        word = "mended" if finding.is_mended and finding.is_sound else "well" if finding.is_sound else "WRONG"
        self.stdout.write(f"{word:7} {finding.exam.name}: {finding.exam.about}")
        for sentence in finding.before:
            self.stdout.write(f"          was: {sentence}")
        for sentence in finding.now:
            self.stdout.write(f"          {sentence}")
        self.stdout.flush()
