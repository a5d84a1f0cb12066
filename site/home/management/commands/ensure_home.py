from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.models import HomePage
from home.services import homes_ensure
from localization.configuring import STANDARD


class Command(BaseCommand):
    help = "Gives every language its home page, where it has none yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-none", action="store_true", help="only on a site that has no home page at all")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_none"] and HomePage.objects.exists()):
            # A language that comes with Sanad speaks at once; one that a site has added waits for its words.
            homes_ensure(drafts=[code for code, _name in settings.LANGUAGES if code not in STANDARD])
