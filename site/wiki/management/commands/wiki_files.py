from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Collection

from content.private_files.placing import files_place
from wiki.files import all_adopt


class Command(BaseCommand):
    help = "Make the wiki's pictures and documents private, and put the files of all private collections where they belong."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look at every wiki page as its latest revision has it. Safe to run again."""
        adopted = all_adopt()
        moved = files_place(Collection.objects.values_list("pk", flat=True))
        self.stdout.write(f"{adopted} files of wiki pages are private now, {moved} files of other collections were moved.")
