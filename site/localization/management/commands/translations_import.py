"""Reads a file of translations (.xlf, .po), of the memory (.tmx) or of terms (.csv): all of it, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from localization.exchange.documents import BrokenFile
from localization.exchange.formats import TERMS, TMX, format_of
from localization.exchange.importing import file_import, file_plan
from localization.exchange.planning import Plan
from localization.exchange.tmx import memory_import, memory_plan
from localization.terms.writing import terms_import, terms_plan


class Command(BaseCommand):
    """Imports translations."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how to take it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--overwrite", action="store_true", help="also texts that are newer here than the export")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file. Raises CommandError with all problems, and writes nothing then."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            name = format_of(content, path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except BrokenFile as error:
            raise CommandError(_sentence(error.line, error.reason)) from error
        with transaction.atomic():
            written = self._import(content, name, options)
        self.stdout.write(
            f"Nothing was written: this was a dry run of {written}." if options["dry_run"] else f"Written: {written}."
        )

    def _import(self, content: bytes, name: str, options: dict[str, Any]) -> int:
        is_dry = options["dry_run"]
        if name == TMX:
            memory = memory_plan(content, user=None)
            _refuse(memory.problems)
            return memory.number if is_dry else memory_import(memory)
        if name == TERMS:
            terms = terms_plan(content, user=None)
            _refuse(terms.problems)
            return len(terms.new) + len(terms.changed) if is_dry else terms_import(terms, user=None)
        plan = file_plan(content, name, user=None, overwrite=options["overwrite"])
        _refuse(plan.problems)
        self._conflicts(plan)
        return len(plan.texts if is_dry else file_import(content, name, user=None, overwrite=options["overwrite"]).texts)

    def _conflicts(self, plan: Plan) -> None:
        for each in plan.conflicts:
            self.stderr.write(f"Line {each.line}: newer here, not overwritten: {each.title}")


def _refuse(problems: list[Any]) -> None:
    if problems:
        raise CommandError("\n".join(["Nothing was imported.", *(_sentence(each.line, each.reason) for each in problems)]))


def _sentence(line: int, reason: str) -> str:
    return f"Line {line}: {reason}" if line else reason
