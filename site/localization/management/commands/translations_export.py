"""Writes the texts of a page, a job or a language into a file; the memory as TMX, the terms as CSV."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from localization.exchange import tmx
from localization.exchange.exporting import export_open
from localization.exchange.formats import FORMATS
from localization.models import MemoryEntry, Term, Translation
from localization.terms.writing import exported


class Command(BaseCommand):
    """Exports translations."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """What, in which format, and where to."""
        parser.add_argument("output", type=Path, help="the file to write; a zip where there are several pairs of languages")
        parser.add_argument("--format", choices=[*FORMATS, "tmx", "terms"], default="xliff12")
        parser.add_argument("--language", help="the code of the language of the translations")
        parser.add_argument("--source", default="", help="the code of the source's language, for tmx")
        parser.add_argument("--job", type=int, help="the number of a job")
        parser.add_argument("--translation", type=int, help="the number of one translation")
        parser.add_argument("--todo", action="store_true", help="only what is still to do")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file."""
        if options["format"] == "terms":
            options["output"].write_text("".join(exported(Term.objects.all())), encoding="utf-8", newline="")
        elif options["format"] == "tmx":
            self._memory(options)
        else:
            self._texts(options)
        self.stdout.write(f"Written: {options['output']}")

    def _memory(self, options: dict[str, Any]) -> None:
        source, locale = (Locale.objects.filter(language_code=options[name] or "").first() for name in ("source", "language"))
        if source is None or locale is None:
            raise CommandError("Name both languages of the memory: --source en --language fa.")
        entries = MemoryEntry.objects.filter(source_locale=source, locale=locale).order_by("pk")
        with options["output"].open("w", encoding="utf-8", newline="") as file:
            file.writelines(tmx.write(entries.iterator(chunk_size=500), source_code=source.language_code))

    def _texts(self, options: dict[str, Any]) -> None:
        rows = Translation.objects.filter(is_source_gone=False).order_by("locale", "title", "pk")
        if options["translation"]:
            rows = rows.filter(pk=options["translation"])
        elif options["job"]:
            rows = rows.filter(job_items__job=options["job"])
        elif options["language"]:
            rows = rows.filter(locale__language_code=options["language"])
        else:
            raise CommandError("Say what to export: --language, --job or --translation.")
        chosen = list(rows)
        if not chosen:
            raise CommandError("There is nothing to export.")
        file, _name = export_open(chosen, FORMATS[options["format"]], only_to_do=options["todo"])
        with file, options["output"].open("wb") as output:
            shutil.copyfileobj(file, output)
