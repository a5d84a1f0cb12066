"""manage.py translations_forget CODE: the words of a language whose pages are gone are deleted for good."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from localization.syncing.locales import words_forget


class Command(BaseCommand):
    help = "Deletes the kept words of a language for good, as far as their pages are gone. Pages are left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the language, as in the settings: fa")

    def handle(self, *args: Any, **options: Any) -> None:
        locale = Locale.all_objects.filter(language_code=options["code"]).first()
        if locale is None:
            known = ", ".join(Locale.all_objects.values_list("language_code", flat=True))
            raise CommandError(f"There is no language {options['code']}. There are: {known}")
        self.stdout.write(f"Forgotten: {words_forget(locale)}")
