from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from faq_blocks.exchange.planning import Plan, plan_make
from faq_blocks.exchange.reading import UnreadableFile, records_of
from faq_blocks.exchange.rights import Rights
from faq_blocks.exchange.writing import RefusedImport, plan_carry_out


class Command(BaseCommand):
    help = "Import questions into the library from a CSV or JSON file: all of it, or nothing where a row is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and how."""
        parser.add_argument("file", type=Path, metavar="FILE", help="as export_questions writes it")
        parser.add_argument("--language", default="", metavar="CODE", help="of rows that name none, such as ar")
        parser.add_argument(
            "--existing", choices=["update", "skip"], default="update", help="what to do with questions that are there"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would happen, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what happens to each row; exit with 1 when one is refused."""
        path: Path = options["file"]
        try:
            records = records_of(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableFile as error:
            raise CommandError(f"{path}: {error.messages[0]}") from error
        plan = plan_make(records, language=options["language"], update=options["existing"] == "update", rights=Rights())
        if options["verbosity"] > 0:
            self.stdout.write(table(plan))
        if plan.refused:
            for step in plan.refused:
                self.stderr.write(f"line {step.row.line}: {' '.join(step.notes)}")
            self.stderr.write("Nothing was imported.")
            sys.exit(1)
        if options["dry_run"]:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        with tqdm(total=len(plan.steps), unit=" rows", file=sys.stderr, disable=options["verbosity"] == 0) as bar:
            try:
                written = plan_carry_out(plan, progress=lambda done: advance(bar, done))
            except RefusedImport as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{written} questions written.")


def advance(bar: Any, done: int) -> None:
    """Move a bar on to a number."""
    bar.update(done - bar.n)


def table(plan: Plan) -> str:
    """Return what happens to each row that is not left as it is, and how many there are of each."""
    lines = [
        f"{step.row.line:>6}  {step.action:<10}  {step.row.language:<6}  {step.row.question[:60]}  {', '.join(step.changes)}"
        for step in plan.steps
        if step.action not in ("unchanged", "skipped")
    ]
    topics = [f" topic  new         {code:<6}  {' > '.join(path)}" for code, path in plan.new_topics]
    return "\n".join([*lines, *topics, ", ".join(f"{count} {name}" for name, count in plan.counts.items())])
