from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importing.demo import demo_load
from importing.demo_accounts import demo_accounts_create
from importing.demo_plugins import demo_plugins_activate
from importing.management.commands.import_markdown import Bar, problem_lines
from importing.services import FolderError, PlaceError


class Command(BaseCommand):
    help = "Load the demo help centre, once. Does nothing when it was loaded before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--accounts."""
        parser.add_argument(
            "--accounts", action="store_true", help="also make a customer, an agent, a lead and an editor, with random passwords"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done; with 1 as exit code when files of the demo could not be imported."""
        bar = Bar(shown=options["verbosity"] > 0 and sys.stderr.isatty())
        try:
            report = demo_load(progress=bar)
        except (FolderError, PlaceError) as error:
            raise CommandError(str(error)) from error
        finally:
            bar.close()
        if report is not None:
            self.stdout.write(f"The demo is loaded: {report.number('new')} pages in {report.seconds:.1f} s.")
            for line in problem_lines(report.problems, 20):
                self.stderr.write(line)
        elif options["verbosity"] > 1:
            self.stdout.write("The demo was loaded before.")
        active, problems = demo_plugins_activate()
        if active:
            self.stdout.write(f"{len(active)} plugins are switched on.")
        for line in problems:
            self.stderr.write(line)
        if options["accounts"]:
            for name, password in demo_accounts_create().items():
                self.stdout.write(f"{name}: {password}")
        if report is not None and report.has_errors:
            sys.exit(1)
