"""manage.py translations_adopt: pages and snippets that were linked as translations elsewhere get their words as units."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from localization.syncing import translations_adopt


class Command(BaseCommand):
    help = "Adopts pages and snippets that share a translation key with one of the main language. Their words stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = translations_adopt()
        for row in rows:
            if not row.is_synced:
                self.stdout.write(
                    f"{row}: some texts found no counterpart; it does not follow its source until somebody starts that."
                )
        self.stdout.write(f"Adopted: {len(rows)}")
