from __future__ import annotations

import errno
import sys
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from importing.problems import Problem
from importing.services import FolderError, PlaceError, import_folder
from importing.writing.work import Report

OUTCOMES = ("new", "changed", "unchanged", "conflict", "skipped", "removed")
MOST_PATHS = 20


class Bar:
    """A bar for each step, on stderr, where that is a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self.bar: Any = None

    def begin(self, label: str, total: int) -> None:
        """Close the bar before, open the next."""
        self.close()
        self.bar = tqdm(total=total, desc=label, unit=" pages", disable=not self.shown, file=sys.stderr)

    def advance(self, count: int = 1) -> None:
        """Move on."""
        self.bar.update(count)

    def close(self) -> None:
        """Leave the terminal tidy."""
        if self.bar is not None:
            self.bar.close()


class Command(BaseCommand):
    help = "Import a folder of Markdown, one folder per language, below a page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER --under PAGE, and how."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="holds a folder for each language: en, ar ...")
        self.add_options(parser)

    def add_options(self, parser: ArgumentParser) -> None:
        """Take what every import may be told."""
        parser.add_argument(
            "--under", required=True, metavar="PAGE", help='slugs in the default language, such as "home" or "home/manuals"'
        )
        parser.add_argument(
            "--link-scheme", default="", metavar="SCHEME", help="SCHEME://path links mean pages of the same folder"
        )
        parser.add_argument("--collection", default="", metavar="NAME", help="a name for this import (default: the folder's)")
        parser.add_argument("--overwrite", action="store_true", help="also where an editor has changed the page since")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen, write nothing")
        parser.add_argument("--all-problems", action="store_true", help=f"name every path, not only {MOST_PATHS} of a kind")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table and the problems; exit with 1 when some files could not be imported."""
        self.import_and_tell(options["folder"], options)

    def import_and_tell(self, folder: Path, options: dict[str, Any]) -> None:
        """Import a folder of Markdown as the options say, and say how it went."""
        bar = Bar(shown=options["verbosity"] > 0)
        try:
            report = import_folder(
                folder=folder,
                under=options["under"].strip("/"),
                collection=options["collection"],
                link_scheme=options["link_scheme"].removesuffix("://").lower(),
                overwrite=options["overwrite"],
                dry_run=options["dry_run"],
                progress=bar,
            )
        except (FolderError, PlaceError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            reason = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else str(error)
            raise CommandError(f"Nothing was imported: {reason}.") from error
        except OperationalError as error:
            raise CommandError(f"Nothing was imported, the database could not be written: {error}. Run it again.") from error
        finally:
            bar.close()
        if options["verbosity"] > 0:
            self.stdout.write(table(report))
            written = report.number("new") + report.number("changed")
            sentence = "Nothing was written: this was a dry run." if options["dry_run"] else f"{written} pages written."
            self.stdout.write(f"{sentence} {report.seconds:.1f} s.")
        for line in problem_lines(report.problems, None if options["all_problems"] else MOST_PATHS):
            self.stderr.write(line)
        if report.has_errors:
            sys.exit(1)


def table(report: Report) -> str:
    """Return what happened as a table: a line for each language and kind, a column for each outcome."""
    rows: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (language, kind, outcome), count in sorted(report.counts.items()):
        rows[(language, kind)][outcome] = count
    lines: list[tuple[str, ...]] = [("language", "kind", *OUTCOMES)]
    lines += [(*key, *(str(row.get(outcome, "")) for outcome in OUTCOMES)) for key, row in rows.items()]
    lines.append(("all", "", *(str(report.number(outcome) or "") for outcome in OUTCOMES)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def problem_lines(problems: list[Problem], most: int | None) -> list[str]:
    """Return the problems grouped by what they say, the worst first; at most `most` paths of each."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in problems:
        groups[(problem.severity, problem.message)].append(problem.path)
    lines = []
    for (severity, message), paths in sorted(
        groups.items(), key=lambda group: ("error", "conflict", "warning").index(group[0][0])
    ):
        lines.append(f"{severity}: {message}" + (f" ({len(paths)} files)" if len(paths) > 1 else ""))
        lines += [f"  {path}" for path in paths[:most]]
        if most is not None and len(paths) > most:
            lines.append(f"  ... and {len(paths) - most} more (--all-problems)")
    return lines
