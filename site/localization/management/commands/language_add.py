"""Makes what a new language needs, and says what people have to bring."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from localization.languages import language_info
from localization.new_language.codes import UnknownLanguage, check_code
from localization.new_language.steps import steps_do


class Command(BaseCommand):
    """Nothing that readers see changes by it: all pages that are made are drafts."""

    help = "Adds a language of the settings: pages as drafts, groups, words of the interface. Can be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the code."""
        parser.add_argument("code", help="as in SANAD_LANGUAGES, such as tr or pt-br")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step and tell of it."""
        code = options["code"].strip()
        try:
            check_code(code)
        except UnknownLanguage as unknown:
            raise CommandError(str(unknown)) from unknown
        locale, created = Locale.objects.get_or_create(language_code=code)
        info = language_info(code)
        told = "Added" if created else "Known already:"
        self.stdout.write(
            f"{told} {info.name} ({code}), written from {'right to left' if info.direction == 'rtl' else 'left to right'}."
        )
        missing = []
        for name, step in steps_do(locale):
            for sentence in step.made:
                self.stdout.write(f"  {name}: {sentence}")
            missing += [f"  {name}: {sentence}" for sentence in step.missing]
        self.stdout.write("Nothing is missing." if not missing else "Still missing:")
        for line in missing:
            self.stdout.write(line)
